import type { Band } from '#domain/scene/scene.contract.ts';
import type { BandRole } from './look.contract.ts';

type Sensed = { bands: readonly Band[]; platform?: string | undefined };

/** Where each role's light lies, in micrometres. */
const wavelengths: readonly [BandRole, from: number, to: number][] = [
  ['blue', 0.45, 0.515],
  ['green', 0.515, 0.6],
  ['red', 0.62, 0.7],
  ['infrared', 0.76, 0.91],
  ['shortwave', 1.5, 2.4],
];

const words: readonly [RegExp, BandRole][] = [
  [/coastal|aerosol|pan(chromatic)?\b|thermal|cirrus|yellow|vapou?r/i, 'other'],
  [/red[\s_-]?edge|vegetation[\s_-]?red/i, 'other'],
  [/sw[\s_-]?ir|short[\s_-]?wave/i, 'shortwave'],
  [/\bnir\d?\b|infra[\s_-]?red|^n$/i, 'infrared'],
  [/blue|^b$/i, 'blue'],
  [/green|^g$/i, 'green'],
  [/red|^r$/i, 'red'],
];

const [b, g, r, n, s, o] = ['blue', 'green', 'red', 'infrared', 'shortwave', 'other'] as const;

/** Which band of a sensor, by the number in its name, measures what. From the operators' handbooks. */
const numbered: readonly [platform: RegExp, roles: readonly BandRole[]][] = [
  [/landsat[\s_-]?[45]|landsat[\s_-]?7|\btm\b|\betm/i, [b, g, r, n, s, o, s]],
  [/landsat[\s_-]?[89]|\boli\b/i, [o, b, g, r, n, s, s, o, o]],
  [/sentinel[\s_-]?2/i, [o, b, g, r, o, o, o, n, o, o, s, s]],
];

/** The order in which a sensor's bands are delivered, by how many there are. */
const delivered: readonly [platform: RegExp, roles: readonly BandRole[]][] = [
  [/landsat[\s_-]?[457]|\btm\b|\betm/i, [b, g, r, n, s, s]],
  [/landsat[\s_-]?[457]|\btm\b|\betm/i, [b, g, r, n, s, o, s]],
  [/landsat[\s_-]?[89]|\boli\b/i, [o, b, g, r, n, s, s]],
  [/sentinel[\s_-]?2/i, [b, g, r, n]],
  [/sentinel[\s_-]?2/i, [o, b, g, r, o, o, o, n, o, o, s, s]],
  [/sentinel[\s_-]?2/i, [o, b, g, r, o, o, o, n, o, o, o, s, s]],
  [/planet|dove/i, [b, g, r, n]],
  [/planet|dove/i, [o, b, o, g, o, r, o, n]],
  [/worldview|geoeye|quickbird|ikonos|\bwv/i, [b, g, r, n]],
  [/worldview|\bwv/i, [o, b, g, o, r, o, n, n]],
];

/** Orders in which bands without names come, for an analyst to choose from. */
export const bandOrders: readonly (readonly BandRole[])[] = [
  [r, g, b],
  [b, g, r],
  [r, g, b, n],
  [b, g, r, n],
  [s, n, r, g],
  [g, r, n, s],
  [b, g, r, n, s, s],
  [b, g, r, n, s, o, s],
  [o, b, g, r, n, s, s],
  [o, b, g, o, r, o, n, n],
  [o, b, o, g, o, r, o, n],
];

/**
 * What each band measures, as the file's band names, wavelengths in them, or the platform tell; undefined
 * where they do not. Three bands without names are red, green and blue. An alpha band is `other`.
 */
export function bandRoles({ bands, platform = '' }: Sensed): BandRole[] | undefined {
  const named = bands.map((band) => (band.alpha ? 'other' : roleOfName(band.name ?? '', platform)));
  if (named.some((role) => role !== undefined && role !== 'other'))
    return named.map((role) => role ?? 'other');
  const colour = bands.filter((band) => !band.alpha).length;
  const order =
    delivered.find(([sensor, roles]) => roles.length === colour && sensor.test(platform))?.[1] ??
    (colour === 3 ? [r, g, b] : undefined);
  if (!order) return undefined;
  let next = 0;
  return bands.map((band) => (band.alpha ? 'other' : order[next++]!));
}

function roleOfName(name: string, platform: string): BandRole | undefined {
  const length = /([\d.]+)\s*(micromet|µm|um\b|nanomet|nm\b)/i.exec(name);
  if (length) {
    const micrometres = Number(length[1]) / (/^n/i.test(length[2]!) ? 1_000 : 1);
    return wavelengths.find(([, from, to]) => micrometres >= from && micrometres < to)?.[0] ?? 'other';
  }
  const worded = words.find(([pattern]) => pattern.test(name));
  if (worded) return worded[1];
  const digits = /\bb(?:and)?[\s_-]?0?(\d{1,2})(a?)\b/i.exec(name);
  if (!digits || digits[2]) return undefined;
  return numbered.find(([sensor]) => sensor.test(platform))?.[1][Number(digits[1]) - 1];
}
