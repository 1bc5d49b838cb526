import { bandOrders, bandRoles } from '../../server/scene/band-role.rules.ts';
import type { BandRole, Colours, Limits, Look, PercentileStep } from '../../server/scene/look.contract.ts';
import { type Histogram, percentileSteps } from '../../server/scene/look.contract.ts';
import {
  aroundZero,
  asOne,
  bandSignature,
  channelsOf,
  infraredColours,
  naturalColours,
  stretchedAsOne,
  vegetationIndex,
  widened,
} from '../../server/scene/look.rules.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { loadHistograms, setLook } from './look.api.ts';
import { lookOf, looks, ownLook, seriesOf } from './look.store.ts';
import { scenes } from './scene.store.ts';

/** A way of colouring a scene that can be chosen by name. */
export type Preset = { label: string; colours: Colours };

const roleNames: Record<BandRole, string> = {
  blue: 'blue',
  green: 'green',
  red: 'red',
  infrared: 'infrared',
  shortwave: 'short-wave infrared',
  other: 'other',
};

/** What each band of a scene measures: as its file tells, else as an analyst said for it or its series. */
export function rolesOf(scene: Scene): readonly BandRole[] | undefined {
  return bandRoles(scene) ?? ownLook(scene.id).bandOrder ?? seriesOf(scene)?.bandOrder;
}

/** The presets that a scene's bands allow. */
export function presetsOf(scene: Scene): Preset[] {
  const roles = rolesOf(scene) ?? [];
  const natural = naturalColours(roles);
  const hasBlue = roles.includes('blue');
  const offered: [string, Colours | undefined][] = [
    [hasBlue ? 'Natural' : 'Near natural (no blue band)', natural],
    ['False colour, infrared', infraredColours(roles)],
    ['Plants: infrared against red', vegetationIndex(roles)],
  ];
  return offered.flatMap(([label, colours]) => (colours ? [{ label, colours }] : []));
}

/** True where neither the file nor the platform tells what its bands measure, and there is a choice. */
export function needsBandOrder(scene: Scene): boolean {
  return bandRoles(scene) === undefined && ordersFor(scene).length > 0;
}

/** The orders in which the bands of a scene may lie, with a name for each. */
export function ordersFor(scene: Scene): { label: string; order: BandRole[] }[] {
  const colour = scene.bands.filter((band) => !band.alpha).length;
  return bandOrders
    .filter((order) => order.length === colour)
    .map((order) => {
      let next = 0;
      return {
        label: order.map((role) => roleNames[role]).join(', '),
        order: scene.bands.map((band) => (band.alpha ? 'other' : order[next++]!)),
      };
    });
}

/** A band by its number, and by what it measures where that is known. */
export function bandName(scene: Scene, number: number): string {
  const role = rolesOf(scene)?.[number - 1];
  const known = role && role !== 'other' ? roleNames[role] : scene.bands[number - 1]?.name?.slice(0, 24);
  return known ? `${number} ${known}` : `${number}`;
}

/** How many scenes take their bands from what was chosen for this one, or for another of its series. */
export function followers(scene: Scene): number {
  const signature = bandSignature(scene);
  return scenes.value.filter(
    (other) =>
      other.id !== scene.id &&
      other.state === 'ready' &&
      !looks.value.get(other.id)?.look.colours &&
      bandSignature(other) === signature,
  ).length;
}

/** Says in which order the bands lie, and shows them in natural colours. */
export function chooseOrder(scene: Scene, order: BandRole[]): void {
  const { stretch: _, ...kept } = ownLook(scene.id);
  const colours = naturalColours(order) ?? lookOf(scene).colours;
  setLook(scene.id, { ...kept, colours, bandOrder: order });
}

/** Shows other bands, from the stretch that these start with. Throws RequestFailure where that needs counting. */
export async function chooseColours(scene: Scene, colours: Colours): Promise<void> {
  const { stretch: _, ...kept } = ownLook(scene.id);
  setLook(scene.id, { ...kept, colours });
  if (colours.kind === 'index') await choosePercentiles(scene, [2, 98]);
}

/** Stretches to percentiles of the whole scene. Throws RequestFailure. */
export async function choosePercentiles(
  scene: Scene,
  percentiles: [PercentileStep, PercentileStep],
): Promise<void> {
  const { colours } = lookOf(scene);
  const counted = channelHistograms(colours, await loadHistograms(scene.id, colours));
  const found = counted.map((histogram) =>
    widened({
      low: histogram.percentiles[percentileSteps.indexOf(percentiles[0])]!,
      high: histogram.percentiles[percentileSteps.indexOf(percentiles[1])]!,
    }),
  );
  const limits = stretchedAsOne(scene.bands, colours) ? asOne(found) : found;
  setLook(scene.id, {
    ...ownLook(scene.id),
    colours,
    stretch: {
      from: 'scene',
      percentiles,
      limits: colours.kind === 'index' ? limits.map(aroundZero) : limits,
    },
  });
}

/** Sets limits by hand: of one channel, or of all alike. */
export function chooseLimits(scene: Scene, channel: number | 'all', limits: Limits): void {
  const shown = lookOf(scene);
  setLook(scene.id, {
    ...ownLook(scene.id),
    colours: shown.colours,
    stretch: {
      from: 'hand',
      limits: shown.limits.map((former, place) => (channel === 'all' || channel === place ? limits : former)),
    },
  });
}

/** Sets brightness, contrast, gamma or sharpening. */
export function chooseTone(
  scene: Scene,
  tone: Partial<Pick<Look, 'brightness' | 'contrast' | 'gamma' | 'sharpen'>>,
): void {
  setLook(scene.id, { ...ownLook(scene.id), ...tone });
}

/** The histogram of each channel, out of those of all bands, or that of the index. */
export function channelHistograms(colours: Colours, counted: readonly Histogram[]): Histogram[] {
  return colours.kind === 'index'
    ? counted.slice(0, 1)
    : channelsOf(colours).flatMap((number) => counted[number - 1] ?? []);
}
