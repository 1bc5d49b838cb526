import { holdNextAnswer } from '../changes.ts';
import type { Line } from '../page.ts';

/** How the answer to something that is sent comes: late; late and lost; sent late; never sent. */
export const ways = ['at once', 'at once', 'late', 'lost', 'slow', 'cut'] as const;
export type Way = (typeof ways)[number];

/** Holds what is sent back that way until `open` is called; it is on its way when `given` ends. */
export function holdBack(line: Line, request: string, way: Way): { given: Promise<void>; open: () => void } {
  if (way === 'late') return holdNextAnswer(line, request);
  const [given, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const hold = async (named: string) => {
    if (named !== request) return;
    Object.assign(line, { hold: () => undefined, holdAnswer: () => undefined });
    given.resolve();
    await arrives.promise;
    if (way === 'lost') throw new TypeError('The line is cut.');
  };
  if (way === 'lost') line.holdAnswer = hold;
  else line.hold = hold;
  return { given: given.promise, open: arrives.resolve };
}
