import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Claim, Origin, Origins, StatedField } from '#domain/vocabulary/statement.contract.ts';
import { agrees } from './statement.rules.ts';

/** What is proposed for a field: the claim that goes first, and those that say otherwise. */
export type Proposal = { chosen: Claim; others: Claim[] };

/**
 * How much a source is worth where several speak: what the provider wrote down, then the file, its name, what is
 * kept for the site. Of its pixels' size the file alone can tell for sure. One with a caution goes last.
 */
const ranks: Record<Origin['from'], number> = { hand: 0, beside: 1, file: 2, name: 3, default: 4 };
const rankOf = ({ from, field, caution }: Claim) =>
  caution ? 10 + ranks[from] : field === 'gsd' && from === 'file' ? 0 : ranks[from];

/** For each field that any source speaks of, what to propose and who contradicts it; what is only offered is neither. */
export function propose(claims: readonly Claim[]): Partial<Record<StatedField, Proposal>> {
  const proposals: Partial<Record<StatedField, Proposal>> = {};
  for (const claim of claims.toSorted((one, other) => rankOf(one) - rankOf(other))) {
    const { field, value } = claim;
    if (claim.offered) continue;
    const proposal = proposals[field];
    if (!proposal) proposals[field] = { chosen: claim, others: [] };
    else if ([proposal.chosen, ...proposal.others].every((other) => !agrees(field, value, other.value)))
      proposal.others.push(claim);
  }
  return proposals;
}

/**
 * The claims that contradict a value that stands, or that speak where none stands; each view once. After them the
 * readings that a source offers of it, as long as none that exact stands.
 */
export function contradicting(
  claims: readonly Claim[],
  field: StatedField,
  value: Claim['value'] | undefined,
): Claim[] {
  const { chosen, others = [] } = propose(claims)[field] ?? {};
  const contrary = [...(chosen ? [chosen] : []), ...others].filter(
    (claim) => value === undefined || !agrees(field, value, claim.value),
  );
  const offered = claims.filter(
    (claim) =>
      claim.field === field &&
      claim.offered &&
      (value === undefined || (value !== claim.value && String(claim.value).startsWith(String(value)))),
  );
  return [...contrary, ...offered];
}

/**
 * Where each value comes from: the first source that says the very same, else the person who stated it.
 * `null` and what is left out have no origin.
 */
export function originsOf(
  stated: Partial<Record<StatedField, Claim['value'] | null | undefined>>,
  claims: readonly Claim[],
  by: string,
): Origins {
  const ranked = claims.toSorted((one, other) => rankOf(one) - rankOf(other));
  const origins: Origins = {};
  for (const [name, value] of Object.entries(stated)) {
    const field = name as StatedField;
    if (value === null || value === undefined) continue;
    const normal = field === 'acquired' ? readAcquired(String(value))?.value : value;
    const source = ranked.find((claim) => claim.field === field && claim.value === normal);
    origins[field] = source
      ? { from: source.from, ...(source.detail && { detail: source.detail }) }
      : { from: 'hand', detail: by };
  }
  return origins;
}

/** The origins after a change: null forgets a value and where it came from. */
export function originsAfter(
  origins: Origins,
  change: Partial<Record<StatedField, Claim['value'] | null | undefined>>,
  claims: readonly Claim[],
  by: string,
): Origins {
  const kept = Object.entries(origins).filter(([field]) => change[field as StatedField] === undefined);
  return { ...(Object.fromEntries(kept) as Origins), ...originsOf(change, claims, by) };
}
