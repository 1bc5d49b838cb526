import { useModel } from '../core/index.ts';
import { differenceInWords, labels } from '../i18n/index.ts';
import { lookModel } from '../look/index.ts';
import { comparisonModel } from './comparison.store.ts';
import {
  BLINK_SECONDS,
  blinking,
  blinkSeconds,
  dividerRuns,
  LENS_RADIUS,
  lensRadius,
  mode,
  opacity,
  type Side,
  setLensRadius,
  turnDivider,
} from './mode.store.ts';

/** What can be set of the present comparison mode. */
export function ModeControls() {
  const content = controlsOf(mode.value);
  return (
    content && (
      <fieldset class="mode-controls" aria-label={labels.mode[mode.value]}>
        {content}
      </fieldset>
    )
  );
}

function controlsOf(now: typeof mode.value) {
  switch (now) {
    case 'swipe':
      return (
        <button type="button" class="button" title="Turn the divider (1)" onClick={turnDivider}>
          {dividerRuns.value === 'upright' ? 'Divide above and below' : 'Divide left and right'}
        </button>
      );
    case 'blink':
      return (
        <>
          <BlinkTime side="before" />
          <button type="button" class="button" onClick={() => (blinking.value = !blinking.value)}>
            {blinking.value ? 'Pause' : 'Blink'}
          </button>
          <BlinkTime side="after" />
        </>
      );
    case 'spyglass':
      return (
        <label title="The wheel sets the size; with Ctrl it zooms">
          Lens
          <input
            type="range"
            min={LENS_RADIUS.least}
            max={LENS_RADIUS.most}
            step="10"
            value={lensRadius.value}
            aria-label="Size of the lens"
            onInput={(event) => setLensRadius(event.currentTarget.valueAsNumber)}
          />
          <span class="quiet">wheel; Ctrl zooms</span>
        </label>
      );
    case 'blend':
      return (
        <label>
          <span class="before">Before</span>
          <input
            type="range"
            min="0"
            max="1"
            step="0.01"
            value={opacity.value}
            aria-label="Share of the date after"
            aria-valuetext={`${Math.round(opacity.value * 100)} per cent after`}
            onInput={(event) => (opacity.value = event.currentTarget.valueAsNumber)}
          />
          <span class="after">After</span>
        </label>
      );
    case 'difference':
      return <DifferenceLegend />;
    case 'side_by_side':
      return null;
  }
}

function BlinkTime({ side }: { side: Side }) {
  const seconds = blinkSeconds.value[side];
  return (
    <label>
      <span class={side}>{seconds.toFixed(1)} s</span>
      <input
        type="range"
        min={BLINK_SECONDS.least}
        max={BLINK_SECONDS.most}
        step="0.1"
        value={seconds}
        aria-label={`Seconds ${side}`}
        aria-valuetext={`${seconds.toFixed(1)} seconds`}
        onInput={(event) =>
          (blinkSeconds.value = { ...blinkSeconds.value, [side]: event.currentTarget.valueAsNumber })
        }
      />
    </label>
  );
}

function DifferenceLegend() {
  const { before, after } = useModel(comparisonModel);
  const { lookOf } = useModel(lookModel);
  const looks = [before.value, after.value].flatMap((scene) => (scene ? [lookOf(scene)] : []));
  const { low, high, note } = differenceInWords(looks);
  return (
    <div class="difference-legend">
      <span>{low}</span>
      <span class="difference-ramp" aria-hidden="true" />
      <span>{high}</span>
      <p>{note}</p>
    </div>
  );
}
