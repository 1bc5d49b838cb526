const WINDOW_MILLISECONDS = 10_000;
const SHORTEST_MILLISECONDS = 1_000;

/** How fast a file goes, and how long the rest of it takes at that rate. */
export type Pace = { bytesPerSecond: number; secondsLeft: number };

/**
 * Measures how fast a file of `size` bytes goes, over the last ten seconds, so that one stall or burst does
 * not make the time left jump. The function it gives takes a moment (milliseconds) and the bytes sent by then.
 * It gives undefined in the first second, and while nothing moves.
 */
export function paceMeter(size: number): (at: number, sent: number) => Pace | undefined {
  const samples: { at: number; sent: number }[] = [];
  return (at, sent) => {
    const latest = samples.at(-1);
    // What was handed to a line that dropped is sent once more: the measure starts anew.
    if (latest && sent < latest.sent) samples.length = 0;
    samples.push({ at, sent });
    while (samples.length > 2 && at - samples[0]!.at > WINDOW_MILLISECONDS) samples.shift();
    const first = samples[0]!;
    if (at - first.at < SHORTEST_MILLISECONDS || sent === first.sent) return undefined;
    const bytesPerSecond = ((sent - first.sent) / (at - first.at)) * 1_000;
    return { bytesPerSecond, secondsLeft: (size - sent) / bytesPerSecond };
  };
}
