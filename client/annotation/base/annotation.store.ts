import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { compareAcquired, readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Annotation, Viewing } from '#domain/annotation/annotation.contract.ts';
import { geodesicArea } from '#domain/geometry/area.rules.ts';
import type { ArealGeometry, Polygon, Position } from '#domain/geometry/geometry.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { statedAssessments } from '../../assessment/index.ts';
import { after, before } from '../../comparison/index.ts';
import { newId, reportUnsaved } from '../../core/index.ts';
import { site } from '../../site/index.ts';
import { forgetDraft, keepDraft } from './draft.storage.ts';
import { changesNothing, type Draft, type DrawnShape, draftOf } from './draft.ts';
import { type Edit, type EditHistory, NO_EDITS, record, recordTyping, settle } from './edit-history.ts';
import { lastUsed } from './preset.ts';

/** What the pointer does on the map. `id` is that of a draft; a saved annotation being edited has one. */
export type Tool = { kind: 'select' } | { kind: 'draw'; shape: DrawnShape } | { kind: 'edit'; id: string };

/** What the list shows, in its order; the server applied the filters. */
export const annotations: Signal<ReadonlyMap<string, Annotation>> = signal(new Map());
/** Annotations and drafts share their ids. */
export const selectedId: Signal<string | undefined> = signal(undefined);
export const tool: Signal<Tool> = signal({ kind: 'select' });
/** Unsaved work of the site on screen, kept in this browser. A draft stands in its annotation's place. */
export const drafts: Signal<ReadonlyMap<string, Draft>> = signal(new Map());
export const edits: Signal<EditHistory> = signal(NO_EDITS);
/** Square metres, geodesic, of the outline under the pointer; undefined while nothing is drawn. */
export const sketchArea: Signal<number | undefined> = signal(undefined);
/** Counts requests to take the last corner of the sketch back; the map obeys each. */
export const undoLastCorner: Signal<number> = signal(0);
/** Counts requests to give the sketch up; the map obeys each. */
export const abortSketch: Signal<number> = signal(0);
/** Counts requests to close the sketch as it is; the map obeys each. */
export const finishSketch: Signal<number> = signal(0);

const sketchId = signal<string | undefined>(undefined);
/** The draft that is being drawn, while its outline is open. */
export const sketching: ReadonlySignal<Draft | undefined> = computed(() =>
  sketchId.value ? drafts.value.get(sketchId.value) : undefined,
);

/** The draft whose form is open: the selected one, once its outline is closed. */
export const openDraft: ReadonlySignal<Draft | undefined> = computed(() => {
  const draft = selectedId.value ? drafts.value.get(selectedId.value) : undefined;
  return draft?.geometry ? draft : undefined;
});

/** What would be lost with this browser. */
export const unsavedDrafts: ReadonlySignal<Draft[]> = computed(() =>
  [...drafts.value.values()].filter((draft) => !changesNothing(draft)),
);

/** As they were last seen: what the list is narrowed to hides none of them. */
const judged = new Map<string, Annotation>();
/** The saved annotations of the site of which an assessment is typed and not sent. */
export const unsavedAssessments: ReadonlySignal<Annotation[]> = computed(() =>
  statedAssessments.value.flatMap((id) => {
    const annotation = annotations.value.get(id) ?? judged.get(id);
    if (annotation) judged.set(id, annotation);
    return annotation && annotation.properties.siteId === site.value?.id ? annotation : [];
  }),
);

// An assessment that is typed with its annotation is saved with it.
reportUnsaved(
  computed(() => new Set([...unsavedDrafts.value, ...unsavedAssessments.value].map(({ id }) => id))),
);

/** Selects an annotation or a draft, or nothing. Editing of another one ends, and leaves none that changes nothing. */
export function select(id: string | undefined): void {
  if (tool.value.kind === 'edit' && tool.value.id !== id) finishEditing();
  const left = selectedId.value === id ? undefined : openDraft.value;
  if (left && changesNothing(left)) discardDraft(left.id);
  selectedId.value = id;
}

/** The map tells where the pointer would set the next corner: the open ring, pointer last. */
export function sketchMoved(positions: Position[]): void {
  sketchArea.value = positions.length < 3 ? undefined : openArea(positions);
}

/** The map tells of the first corner. From then on the sketch, and how the ground was seen, is kept in this browser. */
export function sketchBegun(position: Position, shape: DrawnShape, viewing: Viewing): void {
  const [earlier, later] = inOrder(before.value, after.value);
  if (!site.value || !earlier || !later) return;
  const draft: Draft = {
    id: newId(),
    siteId: site.value.id,
    beforeSceneId: earlier.id,
    afterSceneId: later.id,
    shape,
    sketch: [position],
    properties: lastUsed(),
    viewing: earlier.id === before.value?.id ? viewing : exchanged(viewing),
    touchedAt: now(),
  };
  sketchId.value = draft.id;
  putDraft(draft);
}

/**
 * The map tells of each further corner, and of one that is taken back. Positions in WGS 84, longitude then latitude;
 * the ring is open.
 */
export function sketchChanged(positions: Position[], shape: DrawnShape): void {
  sketchMoved(positions);
  const draft = sketching.value;
  if (draft) putDraft({ ...draft, shape, sketch: positions, touchedAt: now() });
}

/** The map tells that an outline was closed: the form opens. */
export function sketchFinished(geometry: Polygon): void {
  const draft = sketching.value;
  endSketch();
  if (!draft) return;
  const redo: Draft = { ...draft, sketch: [], geometry, touchedAt: now() };
  putDraft(redo);
  edits.value = record(edits.value, { kind: 'draft', id: draft.id, undo: undefined, redo });
  tool.value = { kind: 'select' };
  selectedId.value = draft.id;
}

/** The map tells that the sketch was given up. */
export function sketchCancelled(): void {
  const draft = sketching.value;
  endSketch();
  if (draft) dropDraft(draft.id);
}

/** The map tells of a finished drag of a corner, or of the whole: one step that can be taken back. */
export function geometryEdited(id: string, geometry: ArealGeometry): void {
  changeDraft(id, (draft) => ({ ...draft, geometry }), record);
}

/** Opens an annotation, or a draft, in its form. */
export function editInForm(id: string): void {
  const annotation = annotations.value.get(id);
  if (!drafts.value.has(id) && annotation) putDraft(draftOf(annotation));
  selectedId.value = id;
}

/** Opens an annotation, or a draft, for editing: its form, and its corners on the map. */
export function startEditing(id: string): void {
  editInForm(id);
  if (drafts.value.has(id)) tool.value = { kind: 'edit', id };
}

/** Goes on with a sketch that was kept: the map takes its corners from `sketching`. */
export function continueSketch(draft: Draft): void {
  sketchId.value = draft.id;
  selectedId.value = undefined;
  tool.value = { kind: 'draw', shape: draft.shape };
}

/** Ends the editing of corners; the draft and its form stay. */
export function finishEditing(): void {
  if (tool.value.kind === 'edit') tool.value = { kind: 'select' };
}

/** Changes what the form holds: one step that can be taken back. */
export function editProperties(id: string, change: (draft: Draft) => Draft): void {
  changeDraft(id, change, recordTyping);
}

/** Gives a draft up. */
export function discardDraft(id: string): void {
  dropDraft(id);
  edits.value = settle(edits.value, id);
  if (tool.value.kind === 'edit' && tool.value.id === id) tool.value = { kind: 'select' };
  if (selectedId.value === id && !annotations.value.has(id)) selectedId.value = undefined;
}

/** Puts a draft in place, on screen and in this browser. */
export function putDraft(draft: Draft): void {
  drafts.value = new Map(drafts.value).set(draft.id, draft);
  if (changesNothing(draft)) forgetDraft(draft.id);
  else keepDraft(draft);
}

/** Takes a draft away, on screen and in this browser. */
export function dropDraft(id: string): void {
  const left = new Map(drafts.value);
  left.delete(id);
  drafts.value = left;
  forgetDraft(id);
}

/** The newest revision that this page itself fetched or made, of deleted ones too: nothing newer, no need to ask. */
export const revisionsHere: Map<string, number> = new Map();

/** The annotations that were put or dropped one by one, each with the count of such acts at its last. */
const touched = new Map<string, number>();
let touches = 0;

/** How much was put and dropped by now; `touchedSince` tells what was since. */
export function touchesNow(): number {
  return touches;
}

/** True where an annotation was put or dropped since: an answer that was asked for before is older than that. */
export function touchedSince(moment: number, id: string): boolean {
  return (touched.get(id) ?? 0) > moment;
}

/** Puts what the server now holds in its place in the list; never what is older than what is there. */
export function putAnnotation(annotation: Annotation): void {
  const { id, properties } = annotation;
  const here = annotations.value.get(id);
  if (here && here.properties.revision > properties.revision) return;
  revisionsHere.set(id, properties.revision);
  touched.set(id, ++touches);
  const all = new Map(annotations.value).set(id, annotation);
  annotations.value = here ? all : inNumberOrder(all);
}

/** The list goes by number. */
export function inNumberOrder(all: ReadonlyMap<string, Annotation>): ReadonlyMap<string, Annotation> {
  return new Map([...all].sort(byNumber));
}

const numbers = new Intl.Collator('en', { numeric: true });
const byNumber = ([, one]: [string, Annotation], [, other]: [string, Annotation]) =>
  numbers.compare(one.properties.number, other.properties.number);

/** Takes an annotation from the list. */
export function dropAnnotation(id: string): void {
  judged.delete(id);
  touched.set(id, ++touches);
  const left = new Map(annotations.value);
  left.delete(id);
  annotations.value = left;
  if (selectedId.value === id) selectedId.value = undefined;
}

function changeDraft(
  id: string,
  change: (draft: Draft) => Draft,
  recorded: (history: EditHistory, edit: Edit & { kind: 'draft' }) => EditHistory,
): void {
  const undo = drafts.value.get(id);
  if (!undo) return;
  const redo = { ...change(undo), touchedAt: now() };
  putDraft(redo);
  edits.value = recorded(edits.value, { kind: 'draft', id, undo, redo });
}

function endSketch(): void {
  sketchId.value = undefined;
  sketchArea.value = undefined;
}

/** A claim runs from the earlier scene to the later, on whichever side the analyst put them. */
export function inOrder(
  one: Scene | undefined,
  other: Scene | undefined,
): [Scene | undefined, Scene | undefined] {
  const [first, second] = [one && readAcquired(one.acquired), other && readAcquired(other.acquired)];
  return first && second && compareAcquired(first, second) > 0 ? [other, one] : [one, other];
}

/** How it was seen, told in the other order of scenes. */
function exchanged({ offsets, looks, ...rest }: Viewing): Viewing {
  return {
    ...rest,
    offsets: { before: offsets.after, after: offsets.before },
    ...(looks && { looks: { before: looks.after, after: looks.before } }),
  };
}

function openArea(positions: Position[]): number {
  return geodesicArea({ type: 'Polygon', coordinates: [[...positions, positions[0]!]] });
}

const now = () => new Date().toISOString();
