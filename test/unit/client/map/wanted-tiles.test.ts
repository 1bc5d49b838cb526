import { describe, expect, test } from 'vitest';
import { GIVEN_UP, wantedTiles } from '../../../../client/map/scene/wanted-tiles.ts';

describe('tiles on their way', () => {
  const never = new AbortController().signal;

  test('are given up when no layer wants them any longer, and not while one does', async () => {
    const tiles = wantedTiles();
    const [left, right] = [{}, {}];
    let broken = false;
    const load = tiles.following(
      (_z, _x, _y, { signal }: { signal: AbortSignal }) =>
        new Promise<string>(() => signal.addEventListener('abort', () => (broken = true))),
    );
    tiles.want(left, new Set(['3,1,2']));
    tiles.want(right, new Set(['3,1,2', '3,1,3']));
    const coming = load(3, 1, 2, { signal: never });
    tiles.want(left, new Set(['4,2,4']));
    expect(broken).toBe(false);
    tiles.want(right, undefined);
    await expect(coming).rejects.toBe(GIVEN_UP);
    expect(broken).toBe(true);
  });

  test('come as they are where they are wanted to the end', async () => {
    const tiles = wantedTiles();
    tiles.want(tiles, new Set(['0,0,0']));
    const load = tiles.following(async (z, x, y) => `${z}/${x}/${y}`);
    expect(await load(0, 0, 0, { signal: never })).toBe('0/0/0');
  });
});
