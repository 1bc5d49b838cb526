import { type Signal, signal } from '@preact/signals';
import { meantDate } from '#domain/acquired/written-date.rules.ts';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import { jsonPointer } from '#domain/problem/pointer.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { type Scene, scenePatchSchema } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { MetadataFile, Statement } from '#domain/vocabulary/statement.contract.ts';
import { api, faultsIn, newId, sentenceOf, type Workspace, write } from '../core/index.ts';
import type { MetadataFields } from './metadata-fields.ts';
import { currentScene, sceneModel, versionOf } from './scene.store.ts';
import { furtherFields } from './scene-field.ts';

/** A scene's form. `base` is the scene that the fields were filled from; what differs from it is sent. */
export type SceneEdit = {
  /** Another form of the same scene has another one. */
  form: string;
  base: Scene;
  fields: MetadataFields;
  faults: Fault[];
  sentence?: string;
};

/** The forms that are open, by scene. They stay, with what was typed, while another site is on screen. */
const sceneEdits: Signal<Readonly<Record<string, SceneEdit>>> = signal({});

/** What is told of a scene, and the forms in which it is changed. */
export function sceneEditModel(workspace: Workspace) {
  /** Scenes whose form is being sent. */
  const saving = new Set<string>();
  const { replaceScene, patchScene } = workspace.get(sceneModel);

  /** Why the last act on a scene's details was not done, by scene. */
  const detailsFault: Signal<Readonly<Record<string, string>>> = signal({});
  /** The side whose scene is told about. */
  const detailsShown: Signal<'before' | 'after' | undefined> = signal(undefined);

  function beginEdit(scene: Scene): void {
    if (!sceneEdits.peek()[scene.id])
      put(scene.id, { form: newId(), base: scene, fields: fieldsOf(scene), faults: [] });
  }

  function editField(sceneId: string, change: Partial<MetadataFields>): void {
    const edit = sceneEdits.peek()[sceneId];
    if (edit) put(sceneId, { ...edit, fields: { ...edit.fields, ...change } });
  }

  /** Closes a form and forgets what was typed. */
  function dropEdit(sceneId: string): void {
    const { [sceneId]: _, ...others } = sceneEdits.peek();
    sceneEdits.value = others;
  }

  /**
   * Sends what was changed. Where somebody else changed the scene meanwhile, fields that were not touched take what
   * is there now, and those that both changed are told of; a second save then overrides.
   */
  async function saveEdit(sceneId: string): Promise<void> {
    const edit = sceneEdits.peek()[sceneId];
    if (!edit || saving.has(sceneId)) return;
    const patch = scenePatchSchema.safeParse(changesOf(edit));
    if (!patch.success)
      return put(sceneId, {
        ...edit,
        faults: faultsOf(patch.error, ([field]) => jsonPointer(field === undefined ? [] : [field])),
        sentence: 'Not saved yet: some of it is missing or wrong.',
      });
    saving.add(sceneId);
    try {
      const saved = Object.keys(patch.data).length > 0 ? await patchScene(edit.base, patch.data) : edit.base;
      const now = sceneEdits.peek()[sceneId];
      if (now?.form !== edit.form) return;
      if (now.fields !== edit.fields)
        put(sceneId, {
          form: now.form,
          base: saved,
          fields: { ...fieldsOf(saved), ...touched(edit.fields, now.fields) },
          faults: [],
        });
      else dropEdit(sceneId);
    } catch (error) {
      // As it is now: more may have been typed since, or it may have been given up.
      const now = sceneEdits.peek()[sceneId];
      const current = currentScene(error);
      if (current) replaceScene(current);
      if (now?.form !== edit.form) return;
      if (current) rebase(sceneId, now, current);
      else put(sceneId, { ...now, faults: faultsIn(error), sentence: sentenceOf(error) });
    } finally {
      saving.delete(sceneId);
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

  function rebase(sceneId: string, { form, base, fields }: SceneEdit, current: Scene): void {
    const before = fieldsOf(base);
    const now = fieldsOf(current);
    const own = touched(before, fields);
    const both = (Object.keys(own) as (keyof MetadataFields)[]).filter((name) => now[name] !== before[name]);
    put(sceneId, {
      form,
      base: current,
      fields: { ...now, ...own },
      faults: both.map((name) => ({
        pointer: `/${name}`,
        detail: `Now there: ${isolated(String(now[name] || 'nothing'))}.`,
      })),
      sentence: 'Somebody changed this scene meanwhile. Look again, then save.',
    });
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

function put(sceneId: string, edit: SceneEdit): void {
  sceneEdits.value = { ...sceneEdits.peek(), [sceneId]: edit };
}

/** The fields that were typed into since they stood as before. */
function touched(before: MetadataFields, now: MetadataFields): Partial<MetadataFields> {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => value !== before[name as keyof MetadataFields]),
  );
}

function fieldsOf(scene: Scene): MetadataFields {
  const further = furtherFields.map(({ name }) => [name, String(scene[name] ?? '')]);
  return {
    ...(Object.fromEntries(further) as MetadataFields),
    title: scene.title,
    acquired: scene.acquired,
    synthetic: scene.synthetic,
  };
}

/** What differs from the scene, as the contract wants it: figures as numbers, what was emptied as null. */
function changesOf({ base, fields }: SceneEdit): Record<string, unknown> {
  const before = fieldsOf(base);
  const figures: ReadonlySet<string> = new Set(
    furtherFields.flatMap(({ name, unit }) => (unit === undefined ? [] : [name])),
  );
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([name, value]) => value !== before[name as keyof MetadataFields])
      .map(([name, value]) => {
        if (value === '' && name !== 'title' && name !== 'acquired') return [name, null];
        if (name === 'acquired') return [name, meantDate(String(value), new Date())];
        return [name, figures.has(name) ? Number(value) : value];
      }),
  );
}
