import type { Annotation, AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import type { HistoryEntry } from '#domain/history/history.contract.ts';
import type { StructureKind } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { api, told, write } from '../../core/index.ts';

/** What a list is narrowed to, as the server reads it. */
export type AnnotationQuery = {
  bbox?: BoundingBox;
  q?: string;
  status?: Status[];
  structure?: StructureKind[];
  change?: Change[];
  structureId?: string[];
  /** Those that were deleted, in place of those that were not. */
  deleted?: 'true';
  limit: number;
};

/** A page of the list. */
export type AnnotationPage = {
  features: Annotation[];
  /** Where the next page begins; undefined on the last one. */
  next: string | undefined;
};

const of = (annotationId: string) => ({ path: { annotationId } });
/** An annotation, and the strong entity tag of a revision of it. */
const at = (annotationId: string, revision: number) => ({
  path: { annotationId },
  header: { 'If-Match': `"${revision}"` },
});

/** A page of the annotations of a site, by number: the first one, or the one that a cursor names. Throws RequestFailure. */
export async function fetchPage(
  siteId: string,
  query: AnnotationQuery & { cursor?: string | undefined },
  signal: AbortSignal,
): Promise<AnnotationPage> {
  const params = { path: { siteId }, query };
  const { data, next } = await told(api.GET('/api/sites/{siteId}/annotations', { params, signal }));
  return { features: data.features, next };
}

export async function fetchAnnotation(id: string): Promise<Annotation> {
  return (await told(api.GET('/api/annotations/{annotationId}', { params: of(id) }))).data;
}

/** What was done to an annotation, oldest first. Throws RequestFailure, or the abort's own error. */
export async function fetchHistory(id: string, signal?: AbortSignal): Promise<HistoryEntry[]> {
  const asking = api.GET('/api/annotations/{annotationId}/history', {
    params: of(id),
    ...(signal && { signal }),
  });
  return (await told(asking)).data.items;
}

/** Stores a new annotation; sent again with the same id and content it is stored once. */
export async function postAnnotation(siteId: string, body: AnnotationInput): Promise<Annotation> {
  const params = { path: { siteId } };
  const { data } = await write((signed) =>
    api.POST('/api/sites/{siteId}/annotations', { params, body, ...signed }),
  );
  return data;
}

/** Replaces what a client may set, where `revision` is still the present one; else 412 with `current`. */
export async function replaceAnnotation(
  body: AnnotationInput,
  id: string,
  revision: number,
): Promise<Annotation> {
  const params = at(id, revision);
  return (await write((signed) => api.PUT('/api/annotations/{annotationId}', { params, body, ...signed })))
    .data;
}

/** Takes an annotation away; restoreAnnotation brings it back. */
export async function deleteAnnotation(
  id: string,
  revision: number,
  reason: string | undefined,
): Promise<void> {
  const params = at(id, revision);
  const body = { ...(reason !== undefined && { reason }) };
  await write((signed) => api.DELETE('/api/annotations/{annotationId}', { params, body, ...signed }));
}

export async function restoreAnnotation(id: string): Promise<Annotation> {
  const params = of(id);
  return (await write((signed) => api.POST('/api/annotations/{annotationId}/restore', { params, ...signed })))
    .data;
}

export async function requestReview(id: string): Promise<Annotation> {
  const params = of(id);
  const { data } = await write((signed) =>
    api.POST('/api/annotations/{annotationId}/review-request', { params, ...signed }),
  );
  return data;
}

export async function supersede(id: string, by: string): Promise<Annotation> {
  const params = of(id);
  const { data } = await write((signed) =>
    api.POST('/api/annotations/{annotationId}/supersede', { params, body: { by }, ...signed }),
  );
  return data;
}

export async function takeSupersessionBack(id: string): Promise<Annotation> {
  const params = of(id);
  const { data } = await write((signed) =>
    api.DELETE('/api/annotations/{annotationId}/supersede', { params, ...signed }),
  );
  return data;
}
