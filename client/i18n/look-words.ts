import type { BandRole, Colours, Limits, ShownLook } from '#domain/look/look.contract.ts';
import { isMeasured } from '#domain/look/look.rules.ts';

/** What the page and a figure say of colours that stand for values. */
export const measuredWords = {
  differ: 'The two dates have scales of their own: equal colours are not equal values.',
  same: 'Show both on this scale',
  own: 'other scale',
} as const;

export const roleNames: Record<BandRole, string> = {
  blue: 'blue',
  green: 'green',
  red: 'red',
  infrared: 'infrared',
  shortwave: 'short-wave infrared',
  other: 'other',
};

/** What colours stand for: 'index of infrared and red', 'band 6'. `roles` as far as they are known. */
export function measuredInWords(
  colours: Colours,
  roles: readonly BandRole[] | undefined,
): string | undefined {
  const name = (number: number) => {
    const role = roles?.[number - 1];
    return role && role !== 'other' ? roleNames[role] : `band ${number}`;
  };
  if (colours.kind === 'index') return `index of ${name(colours.first)} and ${name(colours.second)}`;
  return colours.kind === 'single' ? name(colours.band) : undefined;
}

/** What the difference of two dates shows: its two ends, and what it proves. */
export function differenceInWords(looks: readonly ShownLook[]): { low: string; high: string; note: string } {
  const values = looks.every(({ colours }) => isMeasured(colours));
  const what = values
    ? 'Values, after minus before'
    : 'Brightness, after minus before, as each date is stretched';
  return {
    low: values ? 'Lower after' : 'Darker after',
    high: values ? 'Higher after' : 'Brighter after',
    note: `${what}. No proof: light, season and angle differ too.`,
  };
}

/** The two ends of a scale, to three digits. */
export function scaleEnds({ low, high }: Limits): [low: string, high: string] {
  const written = (value: number) => String(Number(value.toPrecision(3))).replace('-', '−');
  return [written(low), written(high)];
}
