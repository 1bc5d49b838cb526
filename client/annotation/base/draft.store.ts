import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Viewing } from '#domain/annotation/annotation.contract.ts';
import { geodesicArea } from '#domain/geometry/area.rules.ts';
import type { ArealGeometry, Polygon, Position } from '#domain/geometry/geometry.contract.ts';
import { assessmentModel } from '../../assessment/index.ts';
import { comparisonModel } from '../../comparison/index.ts';
import { journalModel, newId, reportUnsaved, type Workspace } from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { annotationsModel } from './annotation.store.ts';
import { forgetDraft, keepDraft, keptDrafts } from './draft.storage.ts';
import { changesNothing, type Draft, type DrawnShape, draftOf } from './draft.ts';
import { changedMember, isOutsideProperties } from './merge.ts';
import { exchanged, inOrder } from './order.ts';
import { lastUsed } from './preset.ts';

/** What the pointer does on the map. `id` is that of a draft; a saved annotation being edited has one. */
export type Tool = { kind: 'select' } | { kind: 'draw'; shape: DrawnShape } | { kind: 'edit'; id: string };

/** What is drawn and typed of annotations and not saved: each change of it is kept in this browser at once. */
export function draftModel(workspace: Workspace) {
  const { siteId } = workspace;
  const { annotations, selectedId, unsavedAssessments } = workspace.get(annotationsModel);
  const { discardAssessment } = workspace.get(assessmentModel);
  const { before, after } = workspace.get(comparisonModel);
  const { transact, settle } = workspace.get(journalModel);

  const tool: Signal<Tool> = signal({ kind: 'select' });
  /** A draft stands in its annotation's place. */
  const drafts: Signal<ReadonlyMap<string, Draft>> = signal(new Map());
  /** The drafts that are being sent: what is stored is about to change. */
  const savingIds: Signal<ReadonlySet<string>> = signal(new Set());
  /** Square metres, geodesic, of the outline under the pointer; undefined while nothing is drawn. */
  const sketchArea: Signal<number | undefined> = signal(undefined);

  const sketchId = signal<string | undefined>(undefined);
  /** The draft that is being drawn, while its outline is open. */
  const sketching: ReadonlySignal<Draft | undefined> = computed(() =>
    sketchId.value ? drafts.value.get(sketchId.value) : undefined,
  );
  /** The draft whose form is open: the selected one, once its outline is closed. */
  const openDraft: ReadonlySignal<Draft | undefined> = computed(() => {
    const draft = selectedId.value ? drafts.value.get(selectedId.value) : undefined;
    return draft?.geometry ? draft : undefined;
  });
  /** What would be lost with this browser. */
  const unsavedDrafts: ReadonlySignal<Draft[]> = computed(() =>
    [...drafts.value.values()].filter((draft) => !changesNothing(draft)),
  );

  // An assessment that is typed with its annotation is saved with it.
  workspace.onLeave(
    reportUnsaved(
      computed(() => new Set([...unsavedDrafts.value, ...unsavedAssessments.value].map(({ id }) => id))),
    ),
  );
  let isRead = false;
  if (siteId !== undefined)
    void keptDrafts(siteId).then((kept) => {
      isRead = true;
      // A form that was opened meanwhile, and says nothing of its own, gives way to what is kept of it.
      const begun = [...drafts.peek().values()].filter((draft) => !changesNothing(draft));
      const opened = [...drafts.peek().values()].filter(changesNothing);
      drafts.value = new Map([...opened, ...kept, ...begun].map((draft) => [draft.id, draft]));
    });

  /** Selects an annotation or a draft, or nothing. Editing of another one ends, and leaves none that changes nothing. */
  function select(id: string | undefined): void {
    if (tool.value.kind === 'edit' && tool.value.id !== id) finishEditing();
    const left = selectedId.value === id ? undefined : openDraft.value;
    if (left && saysNothing(left)) discardDraft(left.id);
    selectedId.value = id;
  }

  /** True of a draft that says what is stored, and goes on being stored. */
  function saysNothing(draft: Draft): boolean {
    return changesNothing(draft) && !savingIds.value.has(draft.id);
  }

  /** The map tells where the pointer would set the next corner: the open ring, pointer last. */
  function sketchMoved(positions: Position[]): void {
    sketchArea.value = positions.length < 3 ? undefined : openArea(positions);
  }

  /** The map tells of the first corner. From then on the sketch, and how the ground was seen, is kept in this browser. */
  function sketchBegun(position: Position, shape: DrawnShape, viewing: Viewing): void {
    const [earlier, later] = inOrder(before.value, after.value);
    if (siteId === undefined || !earlier || !later) return;
    const begunAt = now();
    const draft: Draft = {
      id: newId(),
      siteId,
      beforeSceneId: earlier.id,
      afterSceneId: later.id,
      shape,
      sketch: [position],
      properties: lastUsed(),
      viewing: earlier.id === before.value?.id ? viewing : exchanged(viewing),
      begunAt,
      touchedAt: begunAt,
    };
    sketchId.value = draft.id;
    putDraft(draft);
  }

  /**
   * The map tells of each further corner, and of one that is taken back. Positions in WGS 84, longitude then latitude;
   * the ring is open.
   */
  function sketchChanged(positions: Position[], shape: DrawnShape): void {
    sketchMoved(positions);
    const draft = sketching.value;
    if (draft) putDraft({ ...draft, shape, sketch: positions, touchedAt: now() });
  }

  /** The map tells that an outline was closed: the form opens. */
  function sketchFinished(geometry: Polygon): void {
    const draft = sketching.value;
    endSketch();
    if (!draft) return;
    step(undefined, { ...draft, sketch: [], geometry, touchedAt: now() });
    tool.value = { kind: 'select' };
    selectedId.value = draft.id;
  }

  /** The map tells that the sketch was given up. */
  function sketchCancelled(): void {
    const draft = sketching.value;
    endSketch();
    if (draft) dropDraft(draft.id);
  }

  /** The map tells of a finished drag of a corner, or of the whole: one step that can be taken back. */
  function geometryEdited(id: string, geometry: ArealGeometry): void {
    changeDraft(id, (draft) => ({ ...draft, geometry }));
  }

  /** Opens an annotation, or a draft, in its form. */
  function editInForm(id: string): void {
    const annotation = annotations.value.get(id);
    if (!drafts.value.has(id) && annotation) putDraft(draftOf(annotation));
    selectedId.value = id;
  }

  /** Opens an annotation, or a draft, for editing: its form, and its corners on the map. */
  function startEditing(id: string): void {
    editInForm(id);
    if (drafts.value.has(id)) tool.value = { kind: 'edit', id };
  }

  /** Goes on with a sketch that was kept: the map takes its corners from `sketching`. */
  function continueSketch(draft: Draft): void {
    sketchId.value = draft.id;
    selectedId.value = undefined;
    tool.value = { kind: 'draw', shape: draft.shape };
  }

  /** Ends the editing of corners; the draft and its form stay. */
  function finishEditing(): void {
    if (tool.value.kind === 'edit') tool.value = { kind: 'select' };
  }

  /** Changes what the form holds. What is typed into one field without a pause is one step. */
  function editProperties(id: string, change: (draft: Draft) => Draft): void {
    changeDraft(id, change);
  }

  /** Gives a draft up. */
  function discardDraft(id: string): void {
    // What was typed of it in the same form goes with it; of what is saved, it is an assessment of its own.
    if (!drafts.value.get(id)?.base) discardAssessment(id);
    dropDraft(id);
    settle(id);
    if (selectedId.value === id && !annotations.value.has(id)) selectedId.value = undefined;
  }

  /** Puts a draft in place, on screen and in this browser. */
  function putDraft(draft: Draft): void {
    drafts.value = new Map(drafts.value).set(draft.id, draft);
    if (!saysNothing(draft)) keepDraft(draft);
    else if (isRead) forgetDraft(draft.id);
  }

  /** Takes a draft away, on screen and in this browser. */
  function dropDraft(id: string): void {
    const left = new Map(drafts.value);
    left.delete(id);
    drafts.value = left;
    forgetDraft(id);
    if (tool.value.kind === 'edit' && tool.value.id === id) tool.value = { kind: 'select' };
  }

  function changeDraft(id: string, change: (draft: Draft) => Draft): void {
    const former = drafts.value.get(id);
    if (former) step(former, { ...change(former), touchedAt: later(former) });
  }

  /** One step from a draft to the next, which can be taken back; undefined where there was none. */
  function step(former: Draft | undefined, latter: Draft): void {
    const { id } = latter;
    const member = former && changedMember(former, latter);
    const show = (draft: Draft | undefined) => {
      if (draft) putDraft(draft);
      else dropDraft(id);
      selectedId.value = draft && id;
    };
    transact({
      label: stepWords.draft(member, latter.base?.annotation.properties.number),
      affects: [id],
      draft: true,
      ...(member && !isOutsideProperties(member) && { joins: `${id} ${member}` }),
      isSeen: () => openDraft.peek()?.id === id,
      do: () => putDraft(latter),
      undo: () => show(former),
      redo: () => show(latter),
    });
  }

  function endSketch(): void {
    sketchId.value = undefined;
    sketchArea.value = undefined;
  }

  return {
    tool,
    drafts,
    savingIds,
    sketchArea,
    sketching,
    openDraft,
    unsavedDrafts,
    select,
    sketchMoved,
    sketchBegun,
    sketchChanged,
    sketchFinished,
    sketchCancelled,
    geometryEdited,
    editInForm,
    startEditing,
    continueSketch,
    finishEditing,
    editProperties,
    discardDraft,
    putDraft,
    dropDraft,
  };
}

function openArea(positions: Position[]): number {
  return geodesicArea({ type: 'Polygon', coordinates: [[...positions, positions[0]!]] });
}

const now = () => new Date().toISOString();

/** Now, and in any case after a draft was touched: one form of it is told from the next by this. */
function later({ touchedAt }: Draft): string {
  return new Date(Math.max(Date.now(), Date.parse(touchedAt) + 1)).toISOString();
}
