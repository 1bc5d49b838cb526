import { contradicting } from '#domain/metadata/proposal.rules.ts';
import type { Claim, StatedField } from '#domain/vocabulary/statement.contract.ts';
import { originInWords, valueInWords } from './scene-field.ts';

const READING = 'One way to read it';

/** Each source that says something else of a field than what stands, and each reading of it, to be taken or left. */
export function Contradictions({
  claims,
  field,
  value,
  onUse,
}: {
  claims: readonly Claim[];
  field: StatedField;
  value: Claim['value'] | undefined;
  onUse: (claim: Claim) => void;
}) {
  return contradicting(claims, field, value).map((claim) => {
    const words = valueInWords(field, claim.value);
    return (
      <p class="contradiction" key={`${claim.from} ${claim.detail} ${claim.value}`}>
        <span title={claim.detail}>
          {words}{' '}
          <small>
            {[
              // What is being typed has no source yet.
              !(claim.offered && claim.from === 'hand') && originInWords(claim),
              claim.offered && READING,
              claim.caution,
            ]
              .filter(Boolean)
              .join('. ')}
          </small>
        </span>
        <button type="button" class="link" aria-label={`Use ${words}`} onClick={() => onUse(claim)}>
          Use
        </button>
      </p>
    );
  });
}
