/** Why a tile has no data: it left the view before it came. It is asked for anew when it is wanted again. */
export const GIVEN_UP = new Error('The tile left the view.');

type Options = { signal: AbortSignal };

/** Follows which tiles of a source are on their way, and gives up those that nobody wants any longer. */
export type WantedTiles = {
  /** A loader of tiles that rejects with GIVEN_UP as soon as the tile has left every view. */
  following: <Data, Given extends Options>(
    loader: (z: number, x: number, y: number, options: Given) => Data | Promise<Data>,
  ) => (z: number, x: number, y: number, options: Given) => Promise<Data>;
  /** Says which tiles, as `z,x,y`, somebody wants from now on; undefined when it wants none any more. */
  want: (who: object, tiles: ReadonlySet<string> | undefined) => void;
};

export function wantedTiles(): WantedTiles {
  const wanted = new Map<object, ReadonlySet<string>>();
  const coming = new Map<AbortController, string>();
  return {
    following: (loader) => async (z, x, y, options) => {
      const controller = new AbortController();
      coming.set(controller, `${z},${x},${y}`);
      const { signal } = controller;
      try {
        return await Promise.race([
          loader(z, x, y, { ...options, signal: AbortSignal.any([signal, options.signal]) }),
          new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(GIVEN_UP))),
        ]);
      } finally {
        coming.delete(controller);
      }
    },
    want: (who, tiles) => {
      if (tiles) wanted.set(who, tiles);
      else wanted.delete(who);
      for (const [controller, tile] of coming)
        if (![...wanted.values()].some((some) => some.has(tile))) controller.abort();
    },
  };
}
