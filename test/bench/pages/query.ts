const query = new URLSearchParams(location.search);

/** What the benchmark asks of this page: the COGs' addresses, and the view that it begins with. */
export const cogs = query.getAll('cog');
/** In the units of `system`, east first. */
export const center = numbers('center') as [east: number, north: number];
/** Units of `system` a pixel. */
export const resolution = numbers('resolution')[0]!;
export const system = query.get('system')!;
/** Pixels of the map; the whole window where it is not given. */
export const [width, height] = query.has('size') ? numbers('size') : [];
/** How two COGs are to be compared. */
export const layout = query.get('layout') as 'swipe' | 'spyglass' | 'side_by_side';

function numbers(name: string): number[] {
  return (query.get(name) ?? '').split(',').map(Number);
}
