import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Origin, Origins, StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { agrees } from './statement.rules.ts';

/** What is proposed for a field: the statement that goes first, and those that say otherwise. */
export type Proposal = { chosen: Statement; others: Statement[] };

/**
 * How much a source is worth where several speak: what the provider wrote down, then the file, its name, what is
 * kept for the site. Of its pixels' size the file alone can tell for sure. One with a caution goes last.
 */
const ranks: Record<Origin['from'], number> = { hand: 0, beside: 1, file: 2, name: 3, default: 4 };
const rankOf = ({ from, field, caution }: Statement) =>
  caution ? 10 + ranks[from] : field === 'gsd' && from === 'file' ? 0 : ranks[from];

/** For each field that any source speaks of, what to propose and who contradicts it; what is only offered is neither. */
export function propose(statements: readonly Statement[]): Partial<Record<StatedField, Proposal>> {
  const proposals: Partial<Record<StatedField, Proposal>> = {};
  for (const statement of statements.toSorted((one, other) => rankOf(one) - rankOf(other))) {
    const { field, value } = statement;
    if (statement.offered) continue;
    const proposal = proposals[field];
    if (!proposal) proposals[field] = { chosen: statement, others: [] };
    else if ([proposal.chosen, ...proposal.others].every((other) => !agrees(field, value, other.value)))
      proposal.others.push(statement);
  }
  return proposals;
}

/**
 * The statements that contradict a value that stands, or that speak where none stands; each view once. After them
 * the readings that a source offers of it, as long as none that exact stands.
 */
export function contradicting(
  statements: readonly Statement[],
  field: StatedField,
  value: Statement['value'] | undefined,
): Statement[] {
  const { chosen, others = [] } = propose(statements)[field] ?? {};
  const contrary = [...(chosen ? [chosen] : []), ...others].filter(
    (statement) => value === undefined || !agrees(field, value, statement.value),
  );
  const offered = statements.filter(
    (statement) =>
      statement.field === field &&
      statement.offered &&
      (value === undefined ||
        (value !== statement.value && String(statement.value).startsWith(String(value)))),
  );
  return [...contrary, ...offered];
}

/**
 * Where each value comes from: the first source that says the very same, else the person who stated it.
 * `null` and what is left out have no origin.
 */
export function originsOf(
  stated: Partial<Record<StatedField, Statement['value'] | null | undefined>>,
  statements: readonly Statement[],
  by: string,
): Origins {
  const ranked = statements.toSorted((one, other) => rankOf(one) - rankOf(other));
  const origins: Origins = {};
  for (const [name, value] of Object.entries(stated)) {
    const field = name as StatedField;
    if (value === null || value === undefined) continue;
    const normal = field === 'acquired' ? readAcquired(String(value))?.value : value;
    const source = ranked.find((statement) => statement.field === field && statement.value === normal);
    origins[field] = source
      ? { from: source.from, ...(source.detail && { detail: source.detail }) }
      : { from: 'hand', detail: by };
  }
  return origins;
}

/** The origins after a change: null forgets a value and where it came from. */
export function originsAfter(
  origins: Origins,
  change: Partial<Record<StatedField, Statement['value'] | null | undefined>>,
  statements: readonly Statement[],
  by: string,
): Origins {
  const kept = Object.entries(origins).filter(([field]) => change[field as StatedField] === undefined);
  return { ...(Object.fromEntries(kept) as Origins), ...originsOf(change, statements, by) };
}
