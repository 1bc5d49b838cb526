import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { assessmentModel, statedAssessments } from '../../assessment/index.ts';
import type { Workspace } from '../../core/index.ts';

/** The saved annotations of the site, and which of them is selected. */
export function annotationsModel(workspace: Workspace) {
  const { assessed } = workspace.get(assessmentModel);

  /** What the list shows, in its order; the server applied the filters. */
  const annotations: Signal<ReadonlyMap<string, Annotation>> = signal(new Map());
  /** Annotations and drafts share their ids. */
  const selectedId: Signal<string | undefined> = signal(undefined);
  /** As they were last seen: what the list is narrowed to hides none of them. */
  const judged = new Map<string, Annotation>();
  /** The saved annotations of the site of which an assessment is typed and not sent. */
  const unsavedAssessments: ReadonlySignal<Annotation[]> = computed(() =>
    statedAssessments.value.flatMap((id) => {
      const annotation = annotations.value.get(id) ?? judged.get(id);
      if (annotation) judged.set(id, annotation);
      return annotation ?? [];
    }),
  );
  /** Those that were heard to be deleted, each with what the server says of it. */
  const gone: Signal<ReadonlyMap<string, string>> = signal(new Map());
  /** The newest revision that this page itself fetched or made, of deleted ones too: nothing newer, no need to ask. */
  const revisionsHere = new Map<string, number>();

  /** The annotations that were put or dropped one by one, each with the count of such acts at its last. */
  const touched = new Map<string, number>();
  let touches = 0;

  workspace.effect(() => {
    assessed.value = annotations.value.get(selectedId.value ?? '');
  });

  /** How much was put and dropped by now; `touchedSince` tells what was since. */
  function touchesNow(): number {
    return touches;
  }

  /** True where an annotation was put or dropped since: an answer that was asked for before is older than that. */
  function touchedSince(moment: number, id: string): boolean {
    return (touched.get(id) ?? 0) > moment;
  }

  /** Puts what the server now holds in its place in the list; never what is older than what is there. */
  function putAnnotation(annotation: Annotation): void {
    const { id, properties } = annotation;
    const here = annotations.value.get(id);
    if (here && here.properties.revision > properties.revision) return;
    revisionsHere.set(id, properties.revision);
    touched.set(id, ++touches);
    sayGone(id, undefined);
    const all = new Map(annotations.value).set(id, annotation);
    annotations.value = here ? all : inNumberOrder(all);
  }

  /** Takes an annotation from the list. */
  function dropAnnotation(id: string): void {
    judged.delete(id);
    touched.set(id, ++touches);
    const left = new Map(annotations.value);
    left.delete(id);
    annotations.value = left;
    if (selectedId.value === id) selectedId.value = undefined;
  }

  /** Says that an annotation was deleted, or, without a sentence, that it is there. */
  function sayGone(id: string, sentence: string | undefined): void {
    if (sentence === undefined && !gone.peek().has(id)) return;
    const now = new Map(gone.peek());
    if (sentence === undefined) now.delete(id);
    else now.set(id, sentence);
    gone.value = now;
  }

  return {
    annotations,
    selectedId,
    gone,
    sayGone,
    unsavedAssessments,
    revisionsHere,
    touchesNow,
    touchedSince,
    putAnnotation,
    dropAnnotation,
  };
}

/** The list goes by number. */
export function inNumberOrder(all: ReadonlyMap<string, Annotation>): ReadonlyMap<string, Annotation> {
  return new Map([...all].sort(byNumber));
}

const numbers = new Intl.Collator('en', { numeric: true });
const byNumber = ([, one]: [string, Annotation], [, other]: [string, Annotation]) =>
  numbers.compare(one.properties.number, other.properties.number);
