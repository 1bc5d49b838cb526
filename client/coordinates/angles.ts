import type { Axis, DegreeToken, Side } from './degree-words.ts';

/** One coordinate as it is written: its size in degrees, and what tells its axis and its side. */
export type Angle = {
  size: number;
  sign: '' | '+' | '-';
  side?: Side | undefined;
  axis?: Axis | undefined;
  plain: boolean;
};
type Part = { text: string; size?: number | undefined; by?: 'colon' | 'hyphen' | undefined };
type Group = {
  parts: Part[];
  sign: '' | '+' | '-';
  side?: Side | undefined;
  axis?: Axis | undefined;
  open: boolean;
};

/** The coordinates of a text in their order; a sentence where one is wrong, '' where the text holds no coordinates. */
export function anglesOf(tokens: readonly DegreeToken[]): Angle[] | string {
  const groups = grouped(tokens);
  if (typeof groups === 'string') return groups;
  // '1 42.54, 129.93' is no degree and its minutes, but a number of the list.
  const counts = new Set(groups.map(({ parts }) => parts.length));
  if (counts.size > 1 && groups.some(({ parts }) => parts.length > 1 && parts[0]!.size === undefined))
    return 'Not understood: one coordinate has minutes and the other has none.';
  const angles: Angle[] = [];
  for (const group of groups) {
    const angle = angleOf(group);
    if (typeof angle === 'string') return angle;
    angles.push(angle);
  }
  return angles;
}

function grouped(tokens: readonly DegreeToken[]): Group[] | string {
  const at = (kind: string) => tokens.findIndex((one) => one.kind === kind);
  const firstNumber = at('number');
  const sidesBefore = at('side') !== -1 && at('side') < firstNumber;
  const axesBefore = at('axis') !== -1 && at('axis') < firstNumber;
  const hasMarks = at('side') !== -1 || at('axis') !== -1 || at('unit') !== -1;
  const groups: Group[] = [];
  const fresh = (): Group => {
    const group: Group = { parts: [], sign: '', open: true };
    groups.push(group);
    return group;
  };
  const numbers = tokens.filter(({ kind }) => kind === 'number').length;
  const parted = tokens.some(({ kind }) => kind === 'break' || kind === 'colon' || kind === 'hyphen');
  // '42 32 24 129 55 57': nothing but blanks, so the numbers are shared out evenly.
  const signs = tokens.filter((one) => one.kind === 'number' && one.sign !== '').length;
  const each = hasMarks || parted || signs > 1 || numbers === 6 ? 3 : 1;
  let by: 'colon' | 'hyphen' | undefined;
  tokens.forEach((one, index) => {
    const last = groups.at(-1);
    if (one.kind === 'number') {
      const following = tokens[index + 1];
      const size = following?.kind === 'unit' ? following.size : undefined;
      const part: Part = { text: one.parts[0]!, size, by };
      const group = last && (by || continues(last, part, one.sign, each)) ? last : fresh();
      if (group.parts.length === 0) group.sign = one.sign;
      group.parts.push(part, ...one.parts.slice(1).map((text) => ({ text })));
    } else if (one.kind === 'side' || one.kind === 'axis') {
      const before = one.kind === 'side' ? sidesBefore : axesBefore;
      const group = before
        ? last && last.parts.length === 0 && last[one.kind] === undefined
          ? last
          : fresh()
        : (last ?? fresh());
      if (group[one.kind] !== undefined) group.open = false;
      if (one.kind === 'side') group.side = group.side ?? one.side;
      else group.axis = group.axis ?? one.axis;
      if (!before) group.open = false;
    } else if ((one.kind === 'break' || one.kind === 'bracket') && last && last.parts.length > 0)
      last.open = false;
    by = one.kind === 'colon' || one.kind === 'hyphen' ? one.kind : undefined;
  });
  return mended(groups, tokens);
}

/** Whether a number goes on with the coordinate before it: as its minutes or seconds. */
function continues(group: Group, { size }: Part, sign: string, each: number): boolean {
  const last = group.parts.at(-1);
  if (!last) return true;
  if (sign !== '' || last.text.includes('.') || group.parts.length >= each || last.size === 2) return false;
  if (size !== undefined && last.size !== undefined)
    return size > last.size && (group.open || group.side === undefined);
  return group.open && size !== 0;
}

/** 'N 42.5 129.9 E': a side that stands alone at the end belongs to the number before it. */
function mended(groups: Group[], tokens: readonly DegreeToken[]): Group[] | string {
  const sides = tokens.filter(({ kind }) => kind === 'side').length;
  const last = groups.at(-1);
  const before = groups.at(-2);
  if (last && before && last.parts.length === 0 && last.side && !before.side && !last.axis) {
    before.side = last.side;
    groups.pop();
  }
  if (groups.some(({ parts }) => parts.length === 0)) return '';
  if (sides !== groups.filter(({ side }) => side).length)
    return sides > groups.length
      ? 'Not understood: more letters for north, south, east and west than numbers.'
      : '';
  return groups;
}

function angleOf({ parts, sign, side, axis }: Group): Angle | string {
  const plain = parts.length === 1 && parts[0]!.size === undefined;
  const compact = plain && side ? compactParts(parts[0]!.text, side) : parts;
  if (typeof compact === 'string') return compact;
  // '2012-10-11' and '12:30' are dates and times, unless a letter tells otherwise.
  if (!side && compact.some((part) => part.by === 'hyphen' || (part.by === 'colon' && compact.length < 3)))
    return '';
  if (compact.length > 3) return '';
  let total = 0;
  let before = -1;
  for (const [index, part] of compact.entries()) {
    const size = part.size ?? before + 1;
    if (size <= before || size > 2 || (index === 0 && size !== 0))
      return 'Not understood: minutes or seconds without degrees.';
    if (part.text.includes('.') && index < compact.length - 1)
      return 'Not understood: decimals stand before further minutes or seconds.';
    const value = Number(part.text);
    if (size > 0 && value >= 60) return `Not a place: 60 ${size === 1 ? 'minutes' : 'seconds'} or more.`;
    total += value / 60 ** size;
    before = size;
  }
  return { size: total, sign, side, axis, plain };
}

/** '4232.4N' and '1295557E': minutes, then seconds, in two digits each after the degrees. */
function compactParts(text: string, side: Side): Part[] | string {
  const whole = text.split('.')[0]!.length;
  const degrees = side === 'N' || side === 'S' ? 2 : 3;
  if (whole <= 3) return [{ text }];
  if (whole !== degrees + 2 && whole !== degrees + 4)
    return `Not understood: write ${text} with ${degrees} digits for degrees and two for minutes.`;
  const cut = [text.slice(0, degrees), text.slice(degrees, degrees + 2), text.slice(degrees + 2)];
  if (whole === degrees + 2) cut.splice(1, 2, text.slice(degrees));
  return cut.map((one) => ({ text: one }));
}
