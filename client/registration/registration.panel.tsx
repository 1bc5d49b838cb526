import { Icon } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatAcquired, residualInWords } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import {
  MOST_PAIRS,
  metres,
  type Proposal as Proposed,
  proposedShift,
  registrationModel,
} from './registration.store.ts';
import { registrationWords } from './registration-words.ts';
import type { Verdict } from './shift/judgement.ts';

/** The bar over the image with which one scene is laid on another. */
export function RegistrationBar() {
  const { sceneById } = useModel(sceneModel);
  const {
    registration,
    movingPixel,
    isChanged,
    exchangeScenes,
    nudge,
    switchMarking,
    askProposal,
    resetToZero,
    closeRegistration,
    saveRegistration,
  } = useModel(registrationModel);
  const now = registration.value;
  const [moving, reference] = [sceneById(now?.movingId), sceneById(now?.referenceId)];
  if (!now || !moving || !reference) return null;
  const pixel = movingPixel.value;
  const step = pixel ? `${(pixel / 10).toFixed(2)} m; Shift: ${pixel.toFixed(2)} m` : 'opening…';
  const busy = now.saving === true || now.proposal === 'asked';
  return (
    <section class="registration" aria-label="Registration">
      <div class="registration-row">
        <span>
          Move <strong>{formatAcquired(moving)}</strong> onto {formatAcquired(reference)}
        </span>
        <button
          type="button"
          class="tool"
          aria-label="Move the other scene instead"
          title="Move the other scene instead"
          disabled={busy || isChanged.value}
          onClick={exchangeScenes}
        >
          <Icon name="swap" />
        </button>
        <output aria-label="Shift">{metres(now.shift)}</output>
      </div>
      <div class="registration-row">
        <span class="registration-arrows">
          {(
            [
              ['←', 'left', -0.1, 0],
              ['↑', 'up', 0, 0.1],
              ['↓', 'down', 0, -0.1],
              ['→', 'right', 0.1, 0],
            ] as const
          ).map(([arrow, name, right, up]) => (
            <button
              key={name}
              type="button"
              class="tool"
              aria-label={`A tenth of a pixel ${name}`}
              disabled={busy || pixel === undefined}
              onClick={() => nudge(right, up)}
            >
              {arrow}
            </button>
          ))}
        </span>
        <span class="hint">Arrow keys: {step}</span>
        <button
          type="button"
          class="button"
          aria-pressed={now.marking}
          disabled={busy || now.pairs.length >= MOST_PAIRS}
          onClick={switchMarking}
        >
          Mark points
        </button>
        <button type="button" class="button" disabled={busy || pixel === undefined} onClick={askProposal}>
          {now.proposal === 'asked' ? 'Comparing…' : 'Propose'}
        </button>
        <button type="button" class="button" disabled={busy} onClick={resetToZero}>
          Zero
        </button>
        <button type="button" class="button" disabled={now.saving} onClick={closeRegistration}>
          Cancel
        </button>
        <button
          type="button"
          class="button primary"
          disabled={busy || !isChanged.value}
          onClick={() => void saveRegistration()}
        >
          Save
        </button>
      </div>
      {now.marking && (
        <p role="status">
          {now.half.moving || now.half.reference
            ? 'Now the same thing on the other image.'
            : 'Click one thing on either image, then on the other.'}
        </p>
      )}
      <Pairs />
      {now.proposal && now.proposal !== 'asked' && <Proposal proposal={now.proposal} />}
      {now.sentence && (
        <p class="fault" role="alert">
          {now.sentence}
        </p>
      )}
    </section>
  );
}

function Pairs() {
  const { registration, residuals, movingPixel, removePair, fitPairs } = useModel(registrationModel);
  const now = registration.value;
  const left = residuals.value;
  const pixel = movingPixel.value;
  if (!now || now.pairs.length === 0) return null;
  const both = (value: number) =>
    `${value.toFixed(2)} m${pixel ? ` (${(value / pixel).toFixed(1)} px)` : ''}`;
  return (
    <div class="registration-row" role="status">
      {now.pairs.map((_, i) => (
        <span class="registration-pair" key={i}>
          {left ? `${i + 1}: ${both(left.each[i]!)}` : i + 1}
          <button
            type="button"
            class="tool"
            aria-label={`Remove pair ${i + 1}`}
            onClick={() => removePair(i)}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <strong>Residual {residualInWords(left?.rms)}</strong>
      {!left && <span class="hint">{registrationWords.onePair}</span>}
      {now.found.by !== 'pairs' && (
        <button type="button" class="button" onClick={fitPairs}>
          Fit to points
        </button>
      )}
    </div>
  );
}

function Proposal({ proposal }: { proposal: Proposed }) {
  const { acceptProposal, dismissProposal } = useModel(registrationModel);
  return (
    <div class="registration-row" role="status">
      <span>{proposalInWords(proposal)}</span>
      {'verdict' in proposal && isAcceptable(proposal.verdict) && (
        <button type="button" class="button primary" onClick={acceptProposal}>
          Accept
        </button>
      )}
      <button type="button" class="button" onClick={dismissProposal}>
        Dismiss
      </button>
    </div>
  );
}

function isAcceptable({ kind }: Verdict): boolean {
  return kind === 'found' || kind === 'aligned';
}

function proposalInWords(proposal: Proposed): string {
  if ('fault' in proposal) return registrationWords.fault(proposal.fault);
  const { at, verdict } = proposal;
  switch (verdict.kind) {
    case 'found':
      return registrationWords.found(metres(proposedShift(at, verdict.shift)), verdict);
    case 'aligned':
      return registrationWords.aligned(verdict);
    case 'bent':
      return registrationWords.bent(verdict);
    case 'unclear':
      return registrationWords.unclear(verdict);
  }
}
