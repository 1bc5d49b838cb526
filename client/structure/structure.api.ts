import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { boundingBox } from '#domain/geometry/ring.rules.ts';
import type { HistoryEntry } from '#domain/history/history.contract.ts';
import type { Sighting } from '#domain/structure/structure.contract.ts';
import { fetchPage, surroundings } from '../annotation/index.ts';
import { request } from '../core/index.ts';

const MOST_FOUND = 100;

/** Where the sightings of a structure are read and recorded. */
export const sightingsAddress = (structureId: string) => `/api/structures/${structureId}/sightings`;

/** All sightings of a structure, oldest first. Throws RequestFailure. */
export async function fetchSightings(structureId: string, signal: AbortSignal): Promise<Sighting[]> {
  const { data } = await request<{ items: Sighting[] }>('GET', sightingsAddress(structureId), { signal });
  return data.items;
}

/** The annotations of a structure, by number. Throws RequestFailure, or the abort's own error. */
export function fetchOfStructure(
  siteId: string,
  structureId: string,
  signal: AbortSignal,
): Promise<Annotation[]> {
  return fetchSome(siteId, { structureId }, signal);
}

/** Annotations that hold some words or, without words, lie around an outline (WGS 84). By number. */
export function fetchCandidates(
  siteId: string,
  { words, outline }: { words: string; outline: ArealGeometry },
  signal: AbortSignal,
): Promise<Annotation[]> {
  if (words.trim()) return fetchSome(siteId, { q: words.trim() }, signal);
  const [west, south, east, north] = surroundings(boundingBox(outline));
  const box = [Math.max(west, -180), south, Math.min(east, 180), north];
  return fetchSome(siteId, { bbox: box.join(',') }, signal);
}

/** The structure that an annotation was drawn with, as its history tells. */
export async function fetchFirstStructure(
  annotationId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const path = `/api/annotations/${annotationId}/history`;
  const { data } = await request<{ items: HistoryEntry[] }>('GET', path, { signal });
  return (data.items[0]?.change as { structureId?: string } | undefined)?.structureId;
}

async function fetchSome(
  siteId: string,
  filter: Record<string, string>,
  signal: AbortSignal,
): Promise<Annotation[]> {
  const query = new URLSearchParams({ ...filter, limit: String(MOST_FOUND) });
  return (await fetchPage(`/api/sites/${siteId}/annotations?${query}`, signal)).data.features;
}
