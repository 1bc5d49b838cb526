import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { type ClosedDraft, type Draft, draftOf } from './draft.ts';

/** What two people may have changed at once. */
export const mergedFields = [
  'geometry',
  'structure',
  'structureOther',
  'structureId',
  'change',
  'damageGrade',
  'beforeSceneId',
  'afterSceneId',
  'title',
  'count',
  'description',
] as const;
export type MergedField = (typeof mergedFields)[number];

/** What makes a claim what it is: where one of these changes, it is another version. */
const claimFields: readonly MergedField[] = [
  'geometry',
  'structure',
  'structureOther',
  'change',
  'damageGrade',
  'beforeSceneId',
  'afterSceneId',
];

/** Who changed a field since the base: nobody is left out. */
export type FieldDifference = {
  field: MergedField;
  changedBy: 'me' | 'them' | 'both';
  mine: unknown;
  theirs: unknown;
};
export type Side = 'mine' | 'theirs';

/**
 * What differs between a draft and what is stored now, seen from the annotation on which the draft was
 * begun. Where both made the same change there is nothing to choose.
 */
export function differences(base: Annotation, mine: ClosedDraft, theirs: Annotation): FieldDifference[] {
  const [was, now] = [draftOf(base), draftOf(theirs)];
  return mergedFields.flatMap((field): FieldDifference[] => {
    const [before, own, other] = [was, mine, now].map((draft) => fieldOf(draft, field));
    // A structure that is not said stays as it is stored.
    if (same(own, other) || (field === 'structureId' && own === undefined)) return [];
    const changedBy = same(before, own) ? 'them' : same(before, other) ? 'me' : 'both';
    return [{ field, changedBy, mine: own, theirs: other }];
  });
}

/** Which side a field is taken from unless the analyst says otherwise: nobody's change is dropped. */
export function proposedSide({ changedBy }: FieldDifference): Side {
  return changedBy === 'them' ? 'theirs' : 'mine';
}

/** The draft with the chosen fields of what is stored now, based on that. */
export function merge(
  mine: ClosedDraft,
  theirs: Annotation,
  chosen: ReadonlyMap<MergedField, Side>,
): ClosedDraft {
  const now = draftOf(theirs);
  const take = (field: MergedField) => (chosen.get(field) === 'theirs' ? now : mine);
  const properties: Record<string, unknown> = { ...mine.properties };
  for (const field of mergedFields)
    if (!isOutsideProperties(field)) properties[field] = fieldOf(take(field), field);
  return {
    ...mine,
    geometry: take('geometry').geometry,
    beforeSceneId: take('beforeSceneId').beforeSceneId,
    afterSceneId: take('afterSceneId').afterSceneId,
    properties: properties as ClosedDraft['properties'],
    ...(now.base && { base: now.base }),
  };
}

/** Whether a draft claims something else than an annotation. */
export function changesClaim(draft: ClosedDraft, annotation: Annotation): boolean {
  const stored = draftOf(annotation);
  return claimFields.some((field) => !same(fieldOf(draft, field), fieldOf(stored, field)));
}

/** The one member in which two states of a draft differ; undefined where that is none, or several. */
export function changedMember(former: Draft, latter: Draft): MergedField | undefined {
  const differing = mergedFields.filter((field) => fieldOf(former, field) !== fieldOf(latter, field));
  return differing.length === 1 ? differing[0] : undefined;
}

/** True of what stands in a draft beside the properties that are typed. */
export function isOutsideProperties(
  field: MergedField,
): field is 'geometry' | 'beforeSceneId' | 'afterSceneId' {
  return field === 'geometry' || field === 'beforeSceneId' || field === 'afterSceneId';
}

function fieldOf(draft: Draft, field: MergedField): unknown {
  return isOutsideProperties(field) ? draft[field] : draft.properties[field];
}

function same(one: unknown, other: unknown): boolean {
  const normal = (value: unknown) => JSON.stringify(value === '' ? undefined : value);
  return normal(one) === normal(other);
}
