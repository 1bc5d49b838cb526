import { contradicting } from '#domain/metadata/proposal.rules.ts';
import type { StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { originInWords, valueInWords } from './scene-field.ts';

const READING = 'One way to read it';

/** Each source that says something else of a field than what stands, and each reading of it, to be taken or left. */
export function Contradictions({
  statements,
  field,
  value,
  onUse,
}: {
  statements: readonly Statement[];
  field: StatedField;
  value: Statement['value'] | undefined;
  onUse: (statement: Statement) => void;
}) {
  return contradicting(statements, field, value).map((statement) => {
    const words = valueInWords(field, statement.value);
    return (
      <p class="contradiction" key={`${statement.from} ${statement.detail} ${statement.value}`}>
        <span title={statement.detail}>
          {words}{' '}
          <small>
            {[
              // What is being typed has no source yet.
              !(statement.offered && statement.from === 'hand') && originInWords(statement),
              statement.offered && READING,
              statement.caution,
            ]
              .filter(Boolean)
              .join('. ')}
          </small>
        </span>
        <button type="button" class="link" aria-label={`Use ${words}`} onClick={() => onUse(statement)}>
          Use
        </button>
      </p>
    );
  });
}
