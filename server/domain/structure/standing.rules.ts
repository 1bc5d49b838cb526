import { comparableName } from '#domain/text/analyst-name.rules.ts';

type Seen = { sceneId: string; observer: string; withdrawn?: unknown };

/**
 * Of some sightings of one structure, oldest first, those that stand: of every observer the newest of a scene that
 * is not withdrawn.
 */
export function standingSightings<T extends Seen>(sightings: readonly T[]) {
  const newest = new Map<string, T>();
  for (const sighting of sightings.filter(({ withdrawn }) => !withdrawn)) {
    const key = `${sighting.sceneId} ${comparableName(sighting.observer)}`;
    newest.delete(key);
    newest.set(key, sighting);
  }
  return [...newest.values()];
}

/** All sightings of one structure, oldest first, each with whether it stands. */
export function withStanding<T extends Seen>(sightings: readonly T[]): (T & { stands: boolean })[] {
  const standing = new Set(standingSightings(sightings));
  return sightings.map((sighting) => ({ ...sighting, stands: standing.has(sighting) }));
}
