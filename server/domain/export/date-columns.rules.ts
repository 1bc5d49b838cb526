import { z } from 'zod';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { instantSchema } from '#domain/text/text.contract.ts';

/** The columns of a date, each of one type whatever is known. */
const columns = {
  EarliestDay: dayColumn('first'),
  LatestDay: dayColumn('last'),
  Precision: z
    .enum(['instant', 'day', 'month', 'year'])
    .nullable()
    .meta({ description: 'How exactly the date is known; null where there is none' }),
  Instant: instantSchema.nullable().meta({ description: 'Null unless known' }),
};
type Columns<Name extends string> = {
  [Part in keyof typeof columns as `${Name}${Part}`]: (typeof columns)[Part];
};
/** A date in `NameEarliestDay`, `NameLatestDay`, `NamePrecision` and `NameInstant`. */
export type DateColumns<Name extends string> = z.output<z.ZodObject<Columns<Name>>>;

const named = (name: string, parts: Record<keyof typeof columns, unknown>) =>
  Object.fromEntries(Object.entries(parts).map(([part, value]) => [name + part, value]));

function dayColumn(which: 'first' | 'last') {
  return z
    .string()
    .nullable()
    .meta({
      description: `The ${which} day that the date can be, in UTC, as 2012-10-11; null where there is none`,
    });
}

/** The members of a schema that are the columns of a date. */
export function dateColumnsShape<Name extends string>(name: Name) {
  return named(name, columns) as Columns<Name>;
}

/** A date of any precision as columns, its days in UTC. All are null where there is none. */
export function dateColumns<Name extends string>(name: Name, date: string | undefined): DateColumns<Name> {
  const read = date === undefined ? undefined : readAcquired(date);
  const dayOf = (instant: Date | undefined) => instant?.toISOString().slice(0, 10) ?? null;
  return named(name, {
    EarliestDay: dayOf(read?.start),
    LatestDay: dayOf(read?.end),
    Precision: read?.precision ?? null,
    Instant: read?.precision === 'instant' ? read.value : null,
  }) as DateColumns<Name>;
}
