import type { Annotation, AnnotationInput, Viewing } from '#domain/annotation/annotation.contract.ts';
import type { ArealGeometry, Position } from '#domain/geometry/geometry.contract.ts';
import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { plainLine } from '#domain/text/text.rules.ts';
import type { Side } from '../../comparison/index.ts';

export type DrawnShape = 'polygon' | 'rectangle';

/** What the form asks. The scenes, the outline and how it was seen stand beside it in the draft. */
export type DraftProperties = Omit<
  AnnotationInput['properties'],
  'beforeSceneId' | 'afterSceneId' | 'viewing'
>;

/** An annotation under way: one that is being drawn, or a change of one that is saved. */
export type Draft = {
  /** The id that the annotation has, or will have. */
  id: string;
  siteId: string;
  beforeSceneId: string;
  afterSceneId: string;
  shape: DrawnShape;
  /** Corners so far, while it is being drawn. */
  sketch: Position[];
  /** The outline, once it is closed. */
  geometry?: ArealGeometry;
  properties: DraftProperties;
  viewing?: Viewing;
  /** What was stored when the change began, for a change of a saved annotation. */
  base?: { revision: number; version: number; annotation: Annotation };
  /** ISO 8601, UTC. Another draft of the same annotation begins at another moment; early pages did not tell it. */
  begunAt?: string;
  /** ISO 8601, UTC. */
  touchedAt: string;
};

/** A draft with its outline closed, which a form can show and save. */
export type ClosedDraft = Draft & { geometry: ArealGeometry };

export function isClosed(draft: Draft | undefined): draft is ClosedDraft {
  return draft?.geometry !== undefined;
}

/**
 * The draft that begins a change of a saved annotation. Words that were stored before lines had to be plain are as they
 * are seen, so that they stand in no other change's way.
 */
export function draftOf(annotation: Annotation): ClosedDraft {
  const { siteId, beforeSceneId, afterSceneId, viewing, revision, version, ...rest } = annotation.properties;
  const { structure, structureOther, change, damageGrade, structureId, title, description, count } = rest;
  const now = new Date().toISOString();
  return {
    id: annotation.id,
    siteId,
    beforeSceneId,
    afterSceneId,
    shape: 'polygon',
    sketch: [],
    geometry: annotation.geometry,
    properties: withoutBlanks({
      structure,
      structureOther: structureOther && plainLine(structureOther),
      change,
      damageGrade,
      structureId,
      title: title && plainLine(title),
      description,
      count,
    }),
    ...(viewing && { viewing }),
    base: { revision, version, annotation },
    begunAt: now,
    touchedAt: now,
  };
}

/** True of a change of a saved annotation that says nothing but what is stored already. */
export function changesNothing(draft: Draft): boolean {
  if (!draft.base || !isClosed(draft)) return false;
  const [own, stored] = [draft, draftOf(draft.base.annotation)].map((one) => {
    const { geometry, properties } = inputOf(one);
    return JSON.stringify([geometry, Object.entries(properties).sort()]);
  });
  return own === stored;
}

/** The same draft with another scene as one of its dates: how that date was seen is told of this scene. */
export function withScene<D extends Draft>(draft: D, side: Side, { id, offset }: Scene, look: ShownLook): D {
  const { viewing } = draft;
  const { east, north } = offset;
  return {
    ...draft,
    [side === 'before' ? 'beforeSceneId' : 'afterSceneId']: id,
    ...(viewing && {
      viewing: {
        ...viewing,
        offsets: { ...viewing.offsets, [side]: { east, north } },
        ...(viewing.looks && { looks: { ...viewing.looks, [side]: look } }),
      },
    }),
  };
}

/** What is sent to the server: exactly what a client may set, empty texts left out. */
export function inputOf(draft: ClosedDraft): AnnotationInput {
  const { structureOther, ...properties } = draft.properties;
  return {
    type: 'Feature',
    id: draft.id,
    geometry: draft.geometry,
    properties: withoutBlanks({
      ...properties,
      structureOther: properties.structure === 'other' ? structureOther : undefined,
      beforeSceneId: draft.beforeSceneId,
      afterSceneId: draft.afterSceneId,
      viewing: draft.viewing,
    }),
  };
}

/** The same object without members that are undefined or empty text. */
function withoutBlanks<T extends Record<string, unknown>>(members: T): GivenMembers<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  ) as GivenMembers<T>;
}
/** Members that may be undefined become members that may be absent. */
type GivenMembers<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
