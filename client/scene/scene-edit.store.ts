import { computed, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import { jsonPointer } from '#domain/problem/pointer.rules.ts';
import { type Scene, scenePatchSchema } from '#domain/scene/scene.contract.ts';
import type { MetadataFile, Statement } from '#domain/vocabulary/statement.contract.ts';
import {
  api,
  faultsIn,
  isRefusal,
  keptMap,
  newId,
  reportUnsaved,
  sentenceOf,
  type Workspace,
  write,
} from '../core/index.ts';
import type { MetadataFields } from './metadata-fields.ts';
import { currentScene, sceneModel, versionOf } from './scene.store.ts';
import {
  blankEdit,
  changesOf,
  fieldsAfter,
  fieldsOf,
  isTyped,
  laidOn,
  returned,
  type SceneEdit,
  touched,
  typedInto,
} from './scene-edit.ts';

const kept = keptMap<SceneEdit>('afterimage-scene-forms', 'sceneId');
/** Forms that say nothing of their own; they are not kept. */
const untouched: Signal<ReadonlyMap<string, SceneEdit>> = signal(new Map());

/** The forms in which something is typed, of all sites, by scene, kept in this browser. */
export const typedSceneEdits = kept.values;
export const restoreSceneEdits = kept.restore;

reportUnsaved(typedSceneEdits);

/** The forms that are open, by scene. They stay, with what was typed, while another site is on screen. */
const sceneEdits: ReadonlySignal<Readonly<Record<string, SceneEdit>>> = computed(() =>
  Object.fromEntries([...untouched.value, ...kept.values.value]),
);

/** Scenes whose form is being sent. */
const saving: Signal<ReadonlySet<string>> = signal(new Set());

const LOOK_AGAIN = 'Somebody changed this scene meanwhile. Look again, then save.';

/** What is told of a scene, and the forms in which it is changed. */
export function sceneEditModel(workspace: Workspace) {
  const { scenesResource, sceneById, replaceScene, patchScene } = workspace.get(sceneModel);

  /** Why the last act on a scene's details was not done, by scene. */
  const detailsFault: Signal<Readonly<Record<string, string>>> = signal({});
  /** The side whose scene is told about. */
  const detailsShown: Signal<'before' | 'after' | undefined> = signal(undefined);

  // What others change of a scene is told in its form at once, and what is gone needs no form.
  workspace.effect(() => {
    const isThere = scenesResource.standing.value.kind === 'there';
    for (const edit of Object.values(sceneEdits.value).filter(
      ({ base }) => base.siteId === workspace.siteId,
    )) {
      const scene = sceneById(edit.sceneId);
      // One that is on its way may have changed it itself.
      const isNewer = scene && scene.version > edit.base.version && !saving.value.has(edit.sceneId);
      if (isNewer) untracked(() => hear(scene, edit));
      else if (!scene && isThere) untracked(() => dropEdit(edit.sceneId));
    }
  });

  function hear(scene: Scene, edit: SceneEdit): void {
    const laid = laidOn(scene, edit);
    // What was sent had arrived, though its answer did not.
    if (edit.unanswered && !isTyped(laid)) dropEdit(scene.id);
    else put(laid);
  }

  function beginEdit(scene: Scene): void {
    if (!sceneEdits.peek()[scene.id]) put(blankEdit(scene, newId()));
  }

  function editField(sceneId: string, change: Partial<MetadataFields>): void {
    const edit = sceneEdits.peek()[sceneId];
    if (edit) put(typedInto(edit, change));
  }

  /**
   * Sends what was changed. Where somebody else changed the scene meanwhile, fields that were not touched take what
   * is there now, and those that both changed are told of; a second save then overrides. The same holds where that was
   * heard before: it may have come on screen in the very moment in which the save was asked for.
   */
  async function saveEdit(sceneId: string): Promise<void> {
    const edit = sceneEdits.peek()[sceneId];
    if (!edit || saving.peek().has(sceneId)) return;
    if (edit.unseen) return put({ ...returned(edit), sentence: LOOK_AGAIN });
    const patch = scenePatchSchema.safeParse(changesOf(edit));
    if (!patch.success)
      return put({
        ...returned(edit),
        faults: faultsOf(patch.error, ([field]) => jsonPointer(field === undefined ? [] : [field])),
        sentence: 'Not saved yet: some of it is missing or wrong.',
      });
    saving.value = new Set(saving.peek()).add(sceneId);
    try {
      const saved = Object.keys(patch.data).length > 0 ? await patchScene(edit.base, patch.data) : edit.base;
      const now = sceneEdits.peek()[sceneId];
      if (now?.form !== edit.form) return;
      if (now.fields !== edit.fields)
        put({
          ...blankEdit(saved, now.form),
          fields: { ...fieldsOf(saved), ...touched(edit.fields, now.fields) },
          returned: now.returned,
        });
      else dropEdit(sceneId);
    } catch (error) {
      // As it is now: more may have been typed since, or it may have been given up.
      const now = sceneEdits.peek()[sceneId];
      const current = currentScene(error);
      if (current) replaceScene(current);
      if (now?.form !== edit.form) return;
      if (current)
        put({
          ...returned(laidOn(current, { ...now, faults: [] })),
          sentence: LOOK_AGAIN,
        });
      else
        put({
          ...returned(now),
          faults: faultsIn(error),
          sentence: sentenceOf(error),
          ...(!isRefusal(error) && { unanswered: fieldsAfter(edit.base, patch.data) }),
        });
    } finally {
      saving.value = new Set([...saving.peek()].filter((one) => one !== sceneId));
    }
  }

  /** Takes another source's word for a field. */
  function takeStatement(scene: Scene, { field, value }: Statement): Promise<void> {
    return act(scene.id, async () => {
      await patchScene(scene, { [field]: value });
    });
  }

  /** Sends a metadata file that belongs to a scene; what it says fills what is unsaid and stands beside the rest. */
  function giveMetadataFile(scene: Scene, file: File): Promise<void> {
    return act(scene.id, async () => {
      const body: MetadataFile = { fileName: file.name, text: await file.text() };
      const params = versionOf(scene);
      const { data } = await write((signed) =>
        api.POST('/api/scenes/{sceneId}/metadata-files', { params, body, ...signed }),
      );
      replaceScene(data);
    });
  }

  async function act(sceneId: string, work: () => Promise<void>): Promise<void> {
    const { [sceneId]: _, ...others } = detailsFault.peek();
    detailsFault.value = others;
    try {
      await work();
    } catch (error) {
      const current = currentScene(error);
      if (current) replaceScene(current);
      detailsFault.value = { ...detailsFault.peek(), [sceneId]: sentenceOf(error) };
    }
  }

  return {
    sceneEdits,
    detailsFault,
    detailsShown,
    beginEdit,
    editField,
    dropEdit,
    saveEdit,
    takeStatement,
    giveMetadataFile,
  };
}

/** Closes a form and forgets what was typed. */
export function dropEdit(sceneId: string): void {
  if (kept.values.peek().has(sceneId)) kept.forget(sceneId);
  setUntouched(sceneId, undefined);
}

function put(edit: SceneEdit): void {
  const { sceneId } = edit;
  if (isTyped(edit)) {
    kept.keep(edit);
    setUntouched(sceneId, undefined);
  } else {
    setUntouched(sceneId, edit);
    if (kept.values.peek().has(sceneId)) kept.forget(sceneId);
  }
}

function setUntouched(sceneId: string, edit: SceneEdit | undefined): void {
  const others = new Map(untouched.peek());
  others.delete(sceneId);
  untouched.value = edit ? others.set(sceneId, edit) : others;
}
