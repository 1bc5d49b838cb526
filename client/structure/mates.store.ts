import { effect, type Signal, signal } from '@preact/signals';
import type { Annotation } from '../../server/annotation/annotation.contract.ts';
import { annotations, putAnnotation, select, selectedId } from '../annotation/annotation.store.ts';
import { fitSelected } from '../annotation/selection.ts';
import { sentenceOf } from '../http.ts';
import { fetchOfStructure } from './structure.api.ts';

type Loaded = { structureId: string; items: Annotation[]; fault?: string };
/** All annotations of the selected annotation's structure, by number, whatever the list is narrowed to. */
const ofStructure: Signal<Loaded | undefined> = signal(undefined);

/** The other annotations of an annotation's structure. */
export function matesOf({ id, properties }: Annotation): Annotation[] {
  const loaded = ofStructure.value;
  return loaded?.structureId === properties.structureId ? loaded.items.filter((one) => one.id !== id) : [];
}

/** Why the other annotations could not be fetched. */
export function matesFault({ properties }: Annotation): string | undefined {
  return ofStructure.value?.structureId === properties.structureId ? ofStructure.value.fault : undefined;
}

/** Selects another annotation of the structure and shows it, also where the list is narrowed to others. */
export function selectMate(annotation: Annotation): void {
  if (!annotations.peek().has(annotation.id)) putAnnotation(annotation);
  select(annotation.id);
  fitSelected();
}

/** Fetches them whenever another annotation is selected, or one of the structure comes, goes or changes. */
export function followMates(): () => void {
  let shown = '';
  let underWay = new AbortController();
  return effect(() => {
    const selected = annotations.value.get(selectedId.value ?? '');
    const key = selected ? keyOf(selected.properties.structureId) : '';
    if (key === shown) return;
    shown = key;
    underWay.abort();
    underWay = new AbortController();
    if (selected) void load(selected, underWay.signal);
  });
}

/** Fetches them once more. */
export function loadMates(annotation: Annotation): void {
  void load(annotation, new AbortController().signal);
}

async function load({ properties }: Annotation, signal: AbortSignal): Promise<void> {
  const { siteId, structureId } = properties;
  try {
    const items = await fetchOfStructure(siteId, structureId, signal);
    if (!signal.aborted) ofStructure.value = { structureId, items };
  } catch (error) {
    if (!signal.aborted) ofStructure.value = { structureId, items: [], fault: sentenceOf(error) };
  }
}

/** A structure and what the list holds of it. */
function keyOf(structureId: string): string {
  const known = [...annotations.value.values()].filter(
    ({ properties }) => properties.structureId === structureId,
  );
  return [structureId, ...known.map(({ id, properties }) => `${id} ${properties.revision}`)].join(',');
}
