import type { Band, Scene } from '#domain/scene/scene.contract.ts';
import { bandRoles } from './band-role.rules.ts';
import type { BandRole, Colours, Limits, Look, Ramp, ShownLook, StoredLook } from './look.contract.ts';

type Looked = Pick<Scene, 'id' | 'bands' | 'platform'>;

export const PLAIN_TONE = { brightness: 0, contrast: 0, gamma: 1, sharpen: 0 } as const;

/** The bands that a choice of colours reads, in the order of its channels. */
export function channelsOf(colours: Colours): number[] {
  switch (colours.kind) {
    case 'mix':
      return [colours.red, colours.green, colours.blue];
    case 'single':
      return [colours.band];
    case 'index':
      return [colours.first, colours.second];
  }
}

/** The same text for the same choice, in whatever order its members were stored. */
export function coloursKey(colours: Colours): string {
  return [colours.kind, ...channelsOf(colours), colours.kind === 'single' && colours.ramp].join(' ');
}

/**
 * Colours near to what an eye would see. Where no blue was measured, short-wave infrared, infrared and red in
 * its place: plants are green, bare ground is reddish, water is dark. Undefined where neither can be made.
 */
export function naturalColours(roles: readonly BandRole[]): Colours | undefined {
  return mixOf(roles, ['red', 'green', 'blue']) ?? mixOf(roles, ['shortwave', 'infrared', 'red']);
}

/** Infrared as red, red as green, green as blue: living plants are red. */
export function infraredColours(roles: readonly BandRole[]): Colours | undefined {
  return mixOf(roles, ['infrared', 'red', 'green']);
}

/** The index of living plants, NDVI: near infrared against red. */
export function vegetationIndex(roles: readonly BandRole[]): Colours | undefined {
  const [first, second] = [numberOf(roles, 'infrared'), numberOf(roles, 'red')];
  return first && second ? { kind: 'index', first, second } : undefined;
}

function mixOf(
  roles: readonly BandRole[],
  [red, green, blue]: [BandRole, BandRole, BandRole],
): Colours | undefined {
  const [r, g, b] = [numberOf(roles, red), numberOf(roles, green), numberOf(roles, blue)];
  return r && g && b ? { kind: 'mix', red: r, green: g, blue: b } : undefined;
}

function numberOf(roles: readonly BandRole[], role: BandRole): number {
  return roles.indexOf(role) + 1;
}

/** The colours of a scene for which nobody has chosen: natural where its bands are known, else its first. */
export function guessedColours(scene: Pick<Scene, 'bands' | 'platform'>): Colours {
  const natural = naturalColours(bandRoles(scene) ?? []);
  if (natural) return natural;
  const colour = scene.bands.flatMap((band, index) => (band.alpha ? [] : [index + 1]));
  const [red = 1, green, blue] = colour;
  return green && blue ? { kind: 'mix', red, green, blue } : { kind: 'single', band: red, ramp: 'grey' };
}

/**
 * What a series has in common: number, types and roles of the bands, and their names where no role is known.
 * Names alone would not do: some hold the name of the file.
 */
export function bandSignature(scene: Pick<Scene, 'bands' | 'platform'>): string {
  const roles = bandRoles(scene);
  return scene.bands
    .map(({ type, alpha, name }, index) => [type, alpha ? 'alpha' : (roles?.[index] ?? name ?? '')].join(' '))
    .join(', ');
}

/** What was last chosen for another scene of the same bands. */
export function seriesChoice(
  scene: Looked,
  scenes: readonly Looked[],
  looks: ReadonlyMap<string, StoredLook>,
): Pick<Look, 'colours' | 'bandOrder'> | undefined {
  const signature = bandSignature(scene);
  const chosen = scenes
    .flatMap((other) => {
      const stored = other.id === scene.id ? undefined : looks.get(other.id);
      return stored?.look.colours && bandSignature(other) === signature ? [stored] : [];
    })
    .toSorted((one, other) => (one.updatedAt ?? '').localeCompare(other.updatedAt ?? ''))
    .at(-1)?.look;
  return (
    chosen?.colours && { colours: chosen.colours, ...(chosen.bandOrder && { bandOrder: chosen.bandOrder }) }
  );
}

/** The bands that a scene is shown in: those set for it, else those of its series, else what its file tells. */
export function shownColours(scene: Looked, look: Look, series: Pick<Look, 'colours'> | undefined): Colours {
  return look.colours ?? series?.colours ?? guessedColours(scene);
}

/** True where colours stand for values, so that dates can be compared on one scale alone. Grey is a picture. */
export function isMeasured(colours: Colours): boolean {
  return colours.kind === 'index' || (colours.kind === 'single' && colours.ramp !== 'grey');
}

/** The ramp along which a choice of colours lies that stand for values; that of an index parts at its middle. */
export function rampOf(colours: Colours): Ramp | 'diverging' {
  return colours.kind === 'single' ? colours.ramp : 'diverging';
}

/**
 * The scale of all dates whose colours stand for values and that have none of their own: the whole range of an
 * index, else from the lowest 2nd to the highest 98th percentile of `shown`, the scenes that are seen so.
 */
export function commonScale(
  colours: Colours,
  shown: readonly { bands: readonly Band[]; colours: Colours }[],
): Limits {
  if (colours.kind === 'index') return { low: -1, high: 1 };
  const alike = shown.filter((one) => isMeasured(one.colours) && one.colours.kind === 'single');
  return asOne(alike.map((one) => sceneLimits(one.bands, one.colours)[0]!))[0] ?? { low: 0, high: 1 };
}

/** True where two dates stand for values of one kind on scales that differ: equal colours are not equal values. */
export function scalesDiffer(one: ShownLook, other: ShownLook): boolean {
  const [mine, theirs] = [one.limits[0]!, other.limits[0]!];
  return (
    isMeasured(one.colours) &&
    isMeasured(other.colours) &&
    one.colours.kind === other.colours.kind &&
    (mine.low !== theirs.low || mine.high !== theirs.high)
  );
}

/**
 * How a scene is shown. Where its colours stand for values, `common` is the scale unless it has one of its own,
 * and no tone is changed: it would paint other values.
 */
export function shownLook(
  scene: Looked,
  look: Look,
  series: Pick<Look, 'colours'> | undefined,
  common: (colours: Colours) => Limits,
): ShownLook {
  const colours = shownColours(scene, look, series);
  if (isMeasured(colours))
    return { colours, limits: look.stretch?.limits ?? [common(colours)], ...PLAIN_TONE };
  return {
    colours,
    limits: look.stretch?.limits ?? sceneLimits(scene.bands, colours),
    brightness: look.brightness ?? PLAIN_TONE.brightness,
    contrast: look.contrast ?? PLAIN_TONE.contrast,
    gamma: look.gamma ?? PLAIN_TONE.gamma,
    sharpen: look.sharpen ?? PLAIN_TONE.sharpen,
  };
}

/**
 * The stretch that a scene starts from: each channel from its 2nd to its 98th percentile. A plain colour image
 * of bytes is stretched by one pair for all three, so that its hues hold.
 */
export function sceneLimits(bands: readonly Band[], colours: Colours): Limits[] {
  const pairs = channelsOf(colours).map((number) => {
    const { p2, p98, min, max } = bands[number - 1]!;
    return p98 > p2 ? { low: p2, high: p98 } : { low: min, high: max };
  });
  return stretchedAsOne(bands, colours) ? asOne(pairs).map(widened) : pairs.map(widened);
}

/** True for a plain colour image of bytes: three bands of one exposure, whose hues a stretch must not turn. */
export function stretchedAsOne(bands: readonly Band[], colours: Colours): boolean {
  const seen = bands.filter((band) => !band.alpha);
  return colours.kind === 'mix' && seen.length === 3 && seen.every(({ type }) => type === 'uint8');
}

/** The widest of several limits, for each of them. */
export function asOne(limits: readonly Limits[]): Limits[] {
  const low = Math.min(...limits.map((pair) => pair.low));
  const high = Math.max(...limits.map((pair) => pair.high));
  return limits.map(() => ({ low, high }));
}

/** A stretch needs some width: a band of one value becomes a middle grey. */
export function widened({ low, high }: Limits): Limits {
  return high > low ? { low, high } : { low: low - 0.5, high: low + 0.5 };
}

/** Limits as far below 0 as above it, so that an index of 0 has the colour in the middle of its ramp. */
export function aroundZero({ low, high }: Limits): Limits {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return { low: -reach, high: reach };
}

/** The fault in a look for a scene of these bands, or undefined. */
export function lookFault(
  { colours, bandOrder }: Look,
  bands: readonly Band[],
): { pointer: string; detail: string } | undefined {
  const odd = colours && channelsOf(colours).find((number) => !bands[number - 1] || bands[number - 1]?.alpha);
  if (odd !== undefined)
    return { pointer: '/colours', detail: `Band ${odd} is no band of this scene that has a colour.` };
  if (bandOrder && bandOrder.length !== bands.length)
    return { pointer: '/bandOrder', detail: `This scene has ${bands.length} bands: name each of them.` };
  return undefined;
}
