import { comparableName } from '#domain/text/analyst-name.rules.ts';

/** Of some sightings of one structure, oldest first, those that stand: of every observer the newest of a scene. */
export function standingSightings<T extends { sceneId: string; observer: string }>(sightings: readonly T[]) {
  const newest = new Map<string, T>();
  for (const sighting of sightings) {
    const key = `${sighting.sceneId} ${comparableName(sighting.observer)}`;
    newest.delete(key);
    newest.set(key, sighting);
  }
  return [...newest.values()];
}
