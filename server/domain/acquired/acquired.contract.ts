import { z } from 'zod';
import { readAcquired } from './acquired.rules.ts';
import { readingsOfDate } from './written-date.rules.ts';

/** A date as replies tell it. */
export const toldDateSchema = z
  .string()
  .meta({ description: 'As exact as is known: 2012, 2012-10, 2012-10-11 or 2012-10-11T02:13:00Z' });

/**
 * A date in a form that readAcquired() reads. One that people can read in several ways is refused with its readings;
 * any other text with `otherwise`.
 */
export const dateSchema = (otherwise: string) =>
  toldDateSchema.refine((text) => readAcquired(text) !== undefined, {
    error: ({ input }) => {
      const readings = readingsOfDate(String(input), new Date());
      return readings.length > 1
        ? `'${String(input).trim()}' can be read as ${readings.join(' or ')}. Write the one that is meant.`
        : otherwise;
    },
  });

export const acquiredSchema = dateSchema(
  'Give the acquisition as 2012-10-11, as an instant such as 2012-10-11T02:13:00Z, or, where no more is known, as 2012-10 or 2012.',
);
