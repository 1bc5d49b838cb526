import type { z } from 'zod';
import { jsonPointer } from './pointer.rules.ts';
import type { Fault } from './problem.contract.ts';

/** More of them tell nobody more, and a reply holds them all. */
const MOST_FAULTS = 100;

/** What zod found wrong first, each fault with its place; an unknown property is a fault at that property. */
export function faultsOf(error: z.ZodError, place: (path: PropertyKey[]) => string = jsonPointer): Fault[] {
  return error.issues
    .slice(0, MOST_FAULTS)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, MOST_FAULTS).map((key) => ({
            pointer: place([...issue.path, key]),
            detail: `'${key}' is not known here.`,
          }))
        : [{ pointer: place(issue.path), detail: issue.message }],
    )
    .slice(0, MOST_FAULTS);
}
