/**
 * Of the six connections that a browser opens to a server, those that are left show the image, on every page of this
 * browser.
 */
export const SENT_AT_A_TIME = 2;

/**
 * Ends when one more file may be sent, whichever pages of this browser send others; gives what ends that turn. Where
 * the browser has no locks (pages over plain HTTP), each page counts for itself.
 */
export function sendingTurn(signal: AbortSignal): Promise<() => void> {
  if (!('locks' in navigator)) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    const given = new AbortController();
    const waits = AbortSignal.any([signal, given.signal]);
    const take = () => {
      // The other place may have been given in the same moment.
      if (waits.aborted) return undefined;
      return new Promise<void>((end) => {
        resolve(end);
        given.abort();
      });
    };
    const missed = () => {
      if (!given.signal.aborted) resolve(() => {});
    };
    for (let place = 1; place <= SENT_AT_A_TIME; place++)
      navigator.locks.request(`afterimage-sending-${place}`, { signal: waits }, take).catch(missed);
  });
}
