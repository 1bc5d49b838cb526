import { z } from 'zod';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { boundingBox } from '#domain/geometry/ring.rules.ts';
import type { NewSighting, Sighting } from '#domain/structure/structure.contract.ts';
import { type AnnotationQuery, fetchHistory, fetchPage, surroundings } from '../annotation/index.ts';
import { api, type Signed, told } from '../core/index.ts';

const MOST_FOUND = 100;

/** All sightings of a structure, oldest first. Throws RequestFailure. */
export async function fetchSightings(structureId: string, signal?: AbortSignal): Promise<Sighting[]> {
  const asking = api.GET('/api/structures/{structureId}/sightings', {
    params: { path: { structureId } },
    ...(signal && { signal }),
  });
  return (await told(asking)).data.items;
}

/** Records what a scene shows of a structure; sent again with the same id it is recorded once. */
export function postSighting(structureId: string, body: NewSighting, signed: Signed) {
  const params = { path: { structureId } };
  return api.POST('/api/structures/{structureId}/sightings', { params, body, ...signed });
}

/** Withdraws a sighting; sent again it changes nothing. */
export function deleteSighting(sightingId: string, signed: Signed) {
  return api.DELETE('/api/sightings/{sightingId}', { params: { path: { sightingId } }, ...signed });
}

/** The annotations of a structure, by number. Throws RequestFailure, or the abort's own error. */
export function fetchOfStructure(
  siteId: string,
  structureId: string,
  signal: AbortSignal,
): Promise<Annotation[]> {
  return fetchSome(siteId, { structureId: [structureId] }, signal);
}

/** Annotations that hold some words or, without words, lie around an outline (WGS 84). By number. */
export function fetchCandidates(
  siteId: string,
  { words, outline }: { words: string; outline: ArealGeometry },
  signal: AbortSignal,
): Promise<Annotation[]> {
  if (words.trim()) return fetchSome(siteId, { q: words.trim() }, signal);
  const [west, south, east, north] = surroundings(boundingBox(outline));
  return fetchSome(siteId, { bbox: [Math.max(west, -180), south, Math.min(east, 180), north] }, signal);
}

const drawnWithSchema = z.object({ structureId: z.string() });

/** The structure that an annotation was drawn with, as its history tells. */
export async function fetchFirstStructure(
  annotationId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [first] = await fetchHistory(annotationId, signal);
  return drawnWithSchema.safeParse(first?.change).data?.structureId;
}

async function fetchSome(
  siteId: string,
  filter: Omit<AnnotationQuery, 'limit'>,
  signal: AbortSignal,
): Promise<Annotation[]> {
  return (await fetchPage(siteId, { ...filter, limit: MOST_FOUND }, signal)).features;
}
