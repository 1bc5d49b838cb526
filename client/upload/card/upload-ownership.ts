const releases = new Map<string, () => void>();

/**
 * Resolves once this tab alone works on a card. Another tab that shows the same site waits here, and takes
 * the card over when this one is closed. Browsers without locks (pages over plain HTTP) do without.
 */
export function own(key: string): Promise<void> {
  if (!('locks' in navigator)) return Promise.resolve();
  return new Promise((resolve) => {
    void navigator.locks.request(`afterimage-upload-${key}`, () => {
      resolve();
      return new Promise<void>((release) => releases.set(key, release));
    });
  });
}

/** Lets go of a card that is done with. */
export function disown(key: string): void {
  releases.get(key)?.();
  releases.delete(key);
}
