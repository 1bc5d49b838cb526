import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Histogram, PercentileStep } from '#domain/look/look.contract.ts';
import {
  bandSignature,
  coloursKey,
  isMeasured,
  PLAIN_TONE,
  scalesDiffer,
  stretchedAsOne,
} from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { Failed, Icon, Loading } from '../controls/panels.ts';
import { mapPortModel, sentenceOf, tellFault, useModel } from '../core/index.ts';
import { formatAcquired, loadingWords, measuredWords } from '../i18n/index.ts';
import type { ShownScene } from '../scene/index.ts';
import { loadHistograms } from './histogram.api.ts';
import { type DrawnChannel, HistogramPlot } from './histogram.panel.tsx';
import { lookModel } from './look.store.ts';
import { channelHistograms, lookChoicesModel } from './look-choices.ts';
import { ColoursFields } from './look-colours.panel.tsx';
import { savedLooksModel } from './saved-looks.store.ts';

/** How the scene of one side is shown, and all that can be set about it. */
export function LookPanel(props: { before: ShownScene; after: ShownScene; onOpen: () => void }) {
  const { lookOf, lookShown } = useModel(lookModel);
  const { setLook } = useModel(savedLooksModel);
  const side = lookShown.value;
  const scene = side && props[side].value;
  useEffect(() => {
    if (side) props.onOpen();
  }, [side]);
  if (!side || !scene) return null;
  const other = props[side === 'before' ? 'after' : 'before'].value;
  return (
    <section
      class={`look ${side}`}
      aria-label={`Colours and brightness, ${side}`}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return;
        event.preventDefault();
        lookShown.value = undefined;
      }}
    >
      <header class="panel-head">
        <h2>{formatAcquired(scene)}</h2>
        <button type="button" class="tool" aria-label="Close" onClick={() => (lookShown.value = undefined)}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        <ColoursFields key={scene.id} scene={scene} />
        <SeriesNote scene={scene} />
        <StretchFields key={`${scene.id} ${bandSignature(scene)}`} scene={scene} other={other} />
        {!isMeasured(lookOf(scene).colours) && <ToneSliders scene={scene} />}
        <button type="button" class="link" onClick={() => setLook(scene.id, {})}>
          Reset
        </button>
      </div>
    </section>
  );
}

function SeriesNote({ scene }: { scene: Scene }) {
  const { ownLook } = useModel(lookModel);
  const { followers } = useModel(lookChoicesModel);
  const others = followers(scene);
  const own = ownLook(scene.id).colours !== undefined;
  if (!own || others === 0) return null;
  return (
    <p class="hint">
      {others === 1 ? 'Holds for another scene' : `Holds for ${others} other scenes`} with the same bands.
    </p>
  );
}

const offeredPercentiles: readonly [PercentileStep, PercentileStep][] = [
  [0, 100],
  [1, 99],
  [2, 98],
  [5, 95],
];

function StretchFields({ scene, other }: { scene: Scene; other: Scene | undefined }) {
  const { map } = useModel(mapPortModel);
  const { lookOf, ownLook } = useModel(lookModel);
  const { chooseCommonScale, chooseLimits, choosePercentiles } = useModel(lookChoicesModel);
  const { colours, limits } = lookOf(scene);
  const { stretch } = ownLook(scene.id);
  const asOne = stretchedAsOne(scene.bands, colours);
  const chosen = useSignal<number | 'all'>('all');
  const [counted, setCounted] = useState<{ key: string; histograms: Histogram[] }>();
  const [fault, setFault] = useState<string>();
  const [round, setRound] = useState(0);
  const again = () => setRound(round + 1);
  const key = coloursKey(colours);
  useEffect(() => {
    let left = false;
    setFault(undefined);
    loadHistograms(scene.id, colours).then(
      (found) => left || setCounted({ key, histograms: channelHistograms(colours, found) }),
      (error) => left || setFault(sentenceOf(error)),
    );
    return () => {
      left = true;
    };
  }, [scene.id, key, round]);

  const mixed = colours.kind === 'mix';
  const active = !mixed ? 0 : chosen.value === 'all' && !asOne ? 0 : chosen.value;
  const current = limits[active === 'all' ? 0 : active]!;
  const integer = colours.kind !== 'index' && scene.bands.every(({ type }) => !type.startsWith('float'));
  const histograms = counted?.key === key ? counted.histograms : undefined;
  const tokens = mixed ? ['--channel-red', '--channel-green', '--channel-blue'] : ['--text-quiet'];
  const drawn = histograms?.map((histogram, place): DrawnChannel => ({ histogram, token: tokens[place]! }));
  const from = stretch?.from ?? 'scene';
  const percentiles = stretch ? stretch.percentiles : ([2, 98] as const);
  const measured = isMeasured(colours);
  const common = measured && !stretch;
  const value = common ? 'common' : from === 'scene' && percentiles ? percentiles.join('-') : from;
  const toned = mixed || (colours.kind === 'single' && colours.ramp === 'grey');
  const [low, high] = toned ? (['Black', 'White'] as const) : (['Low', 'High'] as const);
  const attempt = (work: Promise<void>) => work.catch((error) => tellFault(sentenceOf(error)));

  return (
    <div class="stretch">
      {mixed && (
        <div class="chips" role="radiogroup" aria-label="Channel">
          {([...(asOne ? (['all'] as const) : []), 0, 1, 2] as const).map((channel) => (
            <label class="chip" key={channel}>
              <input
                type="radio"
                name="look-channel"
                checked={active === channel}
                onChange={() => (chosen.value = channel)}
              />
              <span>{channel === 'all' ? 'All' : ['Red', 'Green', 'Blue'][channel]}</span>
            </label>
          ))}
        </div>
      )}
      {drawn && drawn.length === limits.length ? (
        <HistogramPlot
          channels={drawn}
          active={active}
          limits={current}
          whole={integer}
          names={[low, high]}
          onLimits={(next) => chooseLimits(scene, active, next)}
        />
      ) : (
        <div class="histogram">
          {fault ? (
            <Failed what={loadingWords.histograms} sentence={fault} again={again} />
          ) : (
            <Loading>{loadingWords.histograms.loading}</Loading>
          )}
        </div>
      )}
      <div class="limits">
        <LimitInput
          name={low}
          value={current.low}
          onValue={(to) => to < current.high && chooseLimits(scene, active, { ...current, low: to })}
        />
        <LimitInput
          name={high}
          value={current.high}
          onValue={(to) => to > current.low && chooseLimits(scene, active, { ...current, high: to })}
        />
      </div>
      <div class="limits">
        <label>
          <span class="sr-only">Stretch</span>
          <select
            value={value}
            onChange={(event) => {
              const pair = offeredPercentiles.find((one) => one.join('-') === event.currentTarget.value);
              if (pair) void attempt(choosePercentiles(scene, pair));
              else if (event.currentTarget.value === 'common') chooseCommonScale(scene);
            }}
          >
            {measured && <option value="common">Common scale</option>}
            {offeredPercentiles.map(([least, most]) => (
              <option key={least} value={`${least}-${most}`}>
                Scene {least}–{most}%
              </option>
            ))}
            {from === 'view' && <option value="view">View</option>}
            {from === 'hand' && <option value="hand">By hand</option>}
          </select>
        </label>
        <button
          type="button"
          class="button"
          onClick={() =>
            map.stretchToView({
              scene,
              colours,
              percentiles: percentiles ? [percentiles[0], percentiles[1]] : [2, 98],
            })
          }
        >
          Stretch to view
        </button>
      </div>
      {measured && other && <ScaleNote scene={scene} other={other} />}
    </div>
  );
}

/** Where both dates have scales that differ: that they do, and a way to one. */
function ScaleNote({ scene, other }: { scene: Scene; other: Scene }) {
  const { lookOf } = useModel(lookModel);
  const { giveScale } = useModel(lookChoicesModel);
  if (!scalesDiffer(lookOf(scene), lookOf(other))) return null;
  return (
    <p class="hint">
      {measuredWords.differ}{' '}
      <button type="button" class="link" onClick={() => giveScale(scene, other)}>
        {measuredWords.same}
      </button>
    </p>
  );
}

function LimitInput({
  name,
  value,
  onValue,
}: {
  name: string;
  value: number;
  onValue: (value: number) => void;
}) {
  return (
    <label>
      <span>{name}</span>
      <input
        type="number"
        step="any"
        value={Number(value.toPrecision(6))}
        onChange={(event) => {
          const given = event.currentTarget.valueAsNumber;
          if (Number.isFinite(given)) onValue(given);
          event.currentTarget.value = String(Number(value.toPrecision(6)));
        }}
      />
    </label>
  );
}

type Tone = keyof typeof PLAIN_TONE;

function ToneSliders({ scene }: { scene: Scene }) {
  const { lookOf } = useModel(lookModel);
  const { chooseTone } = useModel(lookChoicesModel);
  const shown = lookOf(scene);
  const slider = (
    name: string,
    tone: Tone,
    {
      min,
      max,
      read = (value: number) => value,
      write = (value: number) => value,
    }: { min: number; max: number; read?: (value: number) => number; write?: (value: number) => number },
  ) => (
    <label>
      <span>{name}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={0.02}
        value={read(shown[tone])}
        aria-valuetext={shown[tone].toFixed(2)}
        onInput={(event) => chooseTone(scene, { [tone]: write(event.currentTarget.valueAsNumber) })}
        onDblClick={() => chooseTone(scene, { [tone]: PLAIN_TONE[tone] })}
      />
      <output>{shown[tone].toFixed(2)}</output>
    </label>
  );
  return (
    <div class="sliders">
      {slider('Brightness', 'brightness', { min: -1, max: 1 })}
      {slider('Contrast', 'contrast', { min: -1, max: 1 })}
      {/* It runs over powers of two, so that as much room darkens as brightens. */}
      {slider('Gamma', 'gamma', { min: -2, max: 2, read: Math.log2, write: (value) => 2 ** value })}
      {slider('Sharpen', 'sharpen', { min: 0, max: 1 })}
    </div>
  );
}
