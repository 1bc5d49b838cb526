import type { Colours, Ramp } from '#domain/look/look.contract.ts';
import { channelsOf, coloursKey } from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { useModel } from '../core/index.ts';
import { lookModel } from './look.store.ts';
import { lookChoicesModel, needsBandOrder, ordersFor } from './look-choices.ts';

const ramps: readonly [Ramp, string][] = [
  ['grey', 'Grey'],
  ['viridis', 'Blue to yellow'],
];

/** Which bands are seen, and how. */
export function ColoursFields({ scene }: { scene: Scene }) {
  const { lookOf } = useModel(lookModel);
  const { bandName, chooseColours, presetsOf, startingIndex } = useModel(lookChoicesModel);
  const { colours } = lookOf(scene);
  const presets = presetsOf(scene);
  const preset = presets.findIndex((one) => coloursKey(one.colours) === coloursKey(colours));
  const [first = 1, second = first, third = second] = channelsOf(colours);
  const numbers = scene.bands.flatMap((band, index) => (band.alpha ? [] : [index + 1]));
  const choose = (next: Colours) => chooseColours(scene, next);
  const kinds: Record<Colours['kind'], Colours> = {
    mix: { kind: 'mix', red: first, green: second, blue: third },
    single: { kind: 'single', band: first, ramp: 'grey' },
    index: startingIndex(scene),
  };
  const band = (name: string, value: number, onBand: (number: number) => void) => (
    <label>
      <span>{name}</span>
      <select value={value} onChange={(event) => onBand(Number(event.currentTarget.value))}>
        {numbers.map((number) => (
          <option key={number} value={number}>
            {bandName(scene, number)}
          </option>
        ))}
      </select>
    </label>
  );
  if (numbers.length === 1) return <RampField colours={colours} choose={choose} />;
  return (
    <div class="colours">
      {needsBandOrder(scene) && <OrderField scene={scene} />}
      <label>
        <span>Colours</span>
        <select
          value={preset >= 0 ? `preset ${preset}` : colours.kind}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = presets[Number(value.split(' ')[1])];
            choose(chosen?.colours ?? kinds[value as Colours['kind']]);
          }}
        >
          {presets.map(({ label }, index) => (
            <option key={label} value={`preset ${index}`}>
              {label}
            </option>
          ))}
          {numbers.length > 1 && <option value="mix">Own mix</option>}
          <option value="single">One band</option>
          <option value="index">Index of two bands</option>
        </select>
      </label>
      {colours.kind === 'mix' && (
        <div class="bands">
          {band('Red', colours.red, (red) => choose({ ...colours, red }))}
          {band('Green', colours.green, (green) => choose({ ...colours, green }))}
          {band('Blue', colours.blue, (blue) => choose({ ...colours, blue }))}
        </div>
      )}
      {colours.kind === 'single' && (
        <div class="bands">
          {band('Band', colours.band, (number) => choose({ ...colours, band: number }))}
          <RampField colours={colours} choose={choose} />
        </div>
      )}
      {colours.kind === 'index' && (
        <>
          <div class="bands">
            {band('Band a', colours.first, (number) => choose({ ...colours, first: number }))}
            {band('Band b', colours.second, (number) => choose({ ...colours, second: number }))}
          </div>
          <p class="hint">(a − b) / (a + b): green above 0, brown below.</p>
        </>
      )}
    </div>
  );
}

function RampField({ colours, choose }: { colours: Colours; choose: (colours: Colours) => void }) {
  if (colours.kind !== 'single') return null;
  return (
    <label>
      <span>Ramp</span>
      <select
        value={colours.ramp}
        onChange={(event) => choose({ ...colours, ramp: event.currentTarget.value as Ramp })}
      >
        {ramps.map(([code, label]) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function OrderField({ scene }: { scene: Scene }) {
  const { ownLook, seriesOf } = useModel(lookModel);
  const { chooseOrder } = useModel(lookChoicesModel);
  const orders = ordersFor(scene);
  const said = (ownLook(scene.id).bandOrder ?? seriesOf(scene)?.bandOrder)?.join();
  return (
    <label>
      <span>File holds</span>
      <select
        value={orders.findIndex(({ order }) => order.join() === said)}
        onChange={(event) => {
          const chosen = orders[Number(event.currentTarget.value)];
          if (chosen) chooseOrder(scene, chosen.order);
        }}
      >
        <option value={-1}>Bands not named</option>
        {orders.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
