import type { Dependent, Dependents } from './dependent.contract.ts';

const words: Record<Dependent['kind'], [one: string, several: string]> = {
  scene: ['scene', 'scenes'],
  annotation: ['annotation', 'annotations'],
  sighting: ['sighting', 'sightings'],
  source: ['source', 'sources'],
  overlay: ['overlay', 'overlays'],
  structure: ['structure without an annotation', 'structures without an annotation'],
  upload: ['upload on its way', 'uploads on their way'],
  site: ['site', 'sites'],
};
/** What can be removed itself; all else is on record for good. */
const removable: Dependent['kind'][] = ['scene', 'overlay', 'upload'];

/** Why a site cannot be removed: what it still holds. */
export function dependentsOfSite(name: string, items: Dependent[]): Dependents {
  if (items.length === 0) return { items };
  const held = listed(items.map((one) => `${counted(one)}${deletedIn(one)}`));
  const next = items.every(({ kind }) => removable.includes(kind))
    ? 'remove those first, or close the site.'
    : 'what is on record stays, so close the site instead.';
  return { items, sentence: `${name} still holds ${held}: ${next}` };
}

/** Why a scene cannot be removed: what names it. */
export function dependentsOfScene(items: Dependent[]): Dependents {
  if (items.length === 0) return { items };
  const named = listed(items.map((one) => `by ${one.kind === 'site' ? SITE : naming(one)}`));
  const onlySite = items.every(({ kind }) => kind === 'site');
  const next = onlySite ? 'name another reference scene first.' : 'close the scene instead.';
  return { items, sentence: `The scene is named ${named}: ${next}` };
}

const SITE = 'the site as its reference scene';

function naming(one: Dependent): string {
  const { kind, count, numbers } = one;
  if (!numbers) return counted(one);
  const more = count - numbers.length;
  return `${words[kind][count === 1 ? 0 : 1]} ${listed(more > 0 ? [...numbers, `${more} more`] : numbers)}`;
}

function counted({ kind, count }: Dependent): string {
  return `${count} ${words[kind][count === 1 ? 0 : 1]}`;
}

function deletedIn({ count, deleted }: Dependent): string {
  if (!deleted) return '';
  return deleted < count ? ` (${deleted} of them deleted)` : ' (deleted)';
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
