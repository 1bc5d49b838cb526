/** What is asked for before changes are heard may be outdated unseen; so long, the page waits for that. */
const LONGEST_WAIT_MILLISECONDS = 1_000;

let resolve: () => void;
const opened = new Promise<void>((resolved) => {
  resolve = resolved;
});

/** Says that changes are heard from now on. */
export function nowHearing(): void {
  resolve();
}

/** Ends when changes are heard, or when that takes too long: then all is fetched once more as soon as they are. */
export function hearing(): Promise<void> {
  return Promise.race([opened, new Promise<void>((passed) => setTimeout(passed, LONGEST_WAIT_MILLISECONDS))]);
}
