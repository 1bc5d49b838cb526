import { sql } from 'kysely';

/** The right side of `column = …` for any of some values: one parameter, whatever their number. */
export function anyOf<T extends string>(values: readonly T[]) {
  return sql<T>`any (${values})`;
}
