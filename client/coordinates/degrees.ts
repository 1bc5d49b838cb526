import { type Angle, anglesOf } from './angles.ts';
import { type Axis, type DegreeToken, degreeTokens, type Side, sideOfO } from './degree-words.ts';
import { beyond, type Candidate, candidatesOf, none, onEarth, oneOf, type Reading } from './reading.ts';

/** A way to take what is ambiguous in a text, named for whoever has to choose. */
type Variant = { tokens: DegreeToken[]; why?: string; dashIsMinus?: boolean };

/**
 * Degrees in any usual form and several languages, with minutes and seconds or without. Two plain numbers are
 * latitude and longitude, as every web map copies them, unless only the other order is possible; the other order is
 * told where it is possible too. Takes text that is tidied, in which lengths of white space are single blanks.
 */
export function readDegrees(text: string): Reading {
  const variants = commaVariants(text).flatMap(({ text: one, why }) => dashVariants(degreeTokens(one), why));
  if (!variants.some(({ tokens }) => tokens.some(({ kind }) => kind === 'number'))) return none();
  const readings = variants.map((variant) => ({ variant, reading: readTokens(variant, text) }));
  const possible = readings.filter(({ reading }) => reading.kind !== 'none');
  if (possible.length === 1) return possible[0]!.reading;
  if (possible.length === 0) {
    const whys = readings.flatMap(({ reading }) => (reading.kind === 'none' && reading.why) || []);
    return none(whys[0]);
  }
  return oneOf(
    possible.flatMap(({ variant, reading }) =>
      candidatesOf(reading).map(({ position, why }) => ({
        position,
        why: [variant.why, why].filter(Boolean).join('; '),
      })),
    ),
  );
}

/** A comma between digits is a decimal one, or parts numbers: each way in which it could be meant. */
function commaVariants(text: string): { text: string; why?: string }[] {
  const parted = text.replaceAll(/(?<=\d),(?=\d)/g, ', ');
  if (parted === text || /\d\.\d/.test(text)) return [{ text: parted }];
  const run = /\d+(?:,\d+)+/g;
  const decimal = (groups: (digits: string[]) => string) =>
    text.replaceAll(run, (whole) => {
      const digits = whole.split(',');
      if (digits.length % 2 === 1) return groups(digits);
      return digits.map((one, at) => (at === 0 ? one : at % 2 === 1 ? `.${one}` : `, ${one}`)).join('');
    });
  const variants = [
    { text: decimal(([a, b, ...more]) => `${a}.${b}, ${more.join('.')}`), why: 'Comma as decimal point' },
    { text: decimal(([a, ...more]) => `${a}, ${more.join('.')}`), why: 'First comma between two numbers' },
    { text: parted, why: 'Comma between two numbers' },
    { text: text.replaceAll(run, (whole) => whole.replaceAll(',', ':')), why: 'Comma before minutes' },
  ];
  return variants.filter(({ text: one }, at) => variants.findIndex((other) => other.text === one) === at);
}

/** A dash with blanks around it is a minus, or parts two numbers. */
function dashVariants(tokens: DegreeToken[], comma?: string): Variant[] {
  const named = comma === undefined ? {} : { why: comma };
  if (!tokens.some(({ kind }) => kind === 'dash')) return [{ tokens, ...named }];
  const minus = tokens.flatMap((one, at): DegreeToken[] => {
    if (one.kind === 'dash') return [];
    return one.kind === 'number' && tokens[at - 1]?.kind === 'dash' ? [{ ...one, sign: '-' }] : [one];
  });
  const between = tokens.map((one): DegreeToken => (one.kind === 'dash' ? { kind: 'break' } : one));
  return [
    { tokens: minus, why: 'Dash as minus', dashIsMinus: true },
    { tokens: between, why: 'Dash between two numbers' },
  ];
}

function readTokens({ tokens, dashIsMinus }: Variant, text: string): Reading {
  if (tokens.some(({ kind }) => kind === 'unknown')) return none();
  const useful = tokens.filter(({ kind }) => kind !== 'noise');
  const header = axisHeader(useful);
  const angles = anglesOf(header ? useful.filter(({ kind }) => kind !== 'axis') : useful);
  if (typeof angles === 'string') return none(angles === '' ? undefined : angles);
  if (header) for (const [at, angle] of angles.entries()) angle.axis ??= header[at % 2];
  if (dashIsMinus && angles.some(({ sign, side }) => sign !== '' && side)) return none();
  const loose = tokens.some((one) => one.kind === 'axis' && one.loose);
  const [first, second, third, ...more] = angles;
  if (first && !second) {
    const marked = tokens.some(({ kind }) => kind === 'side' || kind === 'axis' || kind === 'unit');
    const fraction = first.plain && !Number.isInteger(first.size);
    return none(
      marked || fraction ? 'Only one coordinate: a place needs latitude and longitude.' : undefined,
    );
  }
  if (!first || !second) return none();
  if (!third) return pairOf(first, second, text, loose);
  const allPlain = angles.every(({ plain, side, axis }) => plain && !side && !axis);
  if (allPlain && more.length === 0) return withHeight(first, second);
  if (angles.length % 2 === 1 || angles.some(({ side, axis }) => !side && !axis)) return none();
  return several(angles, text);
}

/** 'lat, lon: 42.54, 129.93': both axes named together, before or after the numbers. */
function axisHeader(tokens: readonly DegreeToken[]): [Axis, Axis] | undefined {
  const telling = tokens.filter(({ kind }) => kind === 'axis' || kind === 'number' || kind === 'side');
  const axes = telling.flatMap((one) => (one.kind === 'axis' ? one.axis : []));
  const [first, second] = axes;
  if (!first || !second || axes.length !== 2 || first === second) return undefined;
  const at = telling.findIndex(({ kind }) => kind === 'axis');
  if (telling[at + 1]?.kind !== 'axis' || (at !== 0 && at !== telling.length - 2)) return undefined;
  return [first, second];
}

const northSouth = (side: Side | undefined) => side === 'N' || side === 'S';

function axisOf({ side, axis }: Angle): Axis | undefined | 'contradiction' {
  const bySide = side && (northSouth(side) ? 'latitude' : 'longitude');
  return bySide && axis && bySide !== axis ? 'contradiction' : (bySide ?? axis);
}

function pairOf(first: Angle, second: Angle, text: string, loose: boolean): Reading {
  const [one, other] = [axisOf(first), axisOf(second)];
  if (one === 'contradiction' || other === 'contradiction')
    return none('Not understood: a latitude goes with N or S, a longitude with E or W.');
  if (one && one === other)
    return none(`Not a place: two ${one}s, and no ${one === 'latitude' ? 'longitude' : 'latitude'}.`);
  const ordered = (latitudeFirst: boolean) =>
    latitudeFirst ? placesOf(first, second, text) : placesOf(second, first, text);
  if (loose) {
    const named = (why: string, candidates: Candidate[]) => candidates.map((each) => ({ ...each, why }));
    const asWritten = one === 'latitude' || other === 'longitude';
    return oneOf(
      [...named('x as longitude', ordered(asWritten)), ...named('x as latitude', ordered(!asWritten))],
      beyond(second.size, first.size),
    );
  }
  if (one || other) {
    const latitudeFirst = one === 'latitude' || other === 'longitude';
    const [latitude, longitude] = latitudeFirst ? [first, second] : [second, first];
    return oneOf(ordered(latitudeFirst), beyond(longitude.size, latitude.size));
  }
  const [usual] = ordered(true);
  const [swapped] = ordered(false);
  if (usual && swapped && usual.position.join() !== swapped.position.join())
    return {
      kind: 'place',
      position: usual.position,
      why: 'Latitude first',
      instead: { ...swapped, why: 'Longitude first' },
    };
  if (usual) return { kind: 'place', position: usual.position };
  if (swapped)
    return { kind: 'place', position: swapped.position, why: 'Longitude first: no latitude is beyond 90.' };
  return none(beyond(second.size, first.size));
}

/** Each way to take O, a sign beside a letter, and a letter that is missing. */
function placesOf(latitude: Angle, longitude: Angle, text: string): Candidate[] {
  const settled = sideOfO(text);
  const eastOrWest: Side[] =
    longitude.side === 'O' ? (settled ? [settled] : ['W', 'E']) : [longitude.side ?? 'E'];
  const unsure = longitude.side === 'O' && !settled;
  const clashes = [latitude, longitude].some(clash);
  const candidates: Candidate[] = [];
  for (const side of eastOrWest)
    for (const signCounts of clashes ? [false, true] : [false])
      for (const [north, east] of missing(latitude, longitude)) {
        const position = onEarth(
          signed(longitude, east ?? side, signCounts),
          signed(latitude, north ?? latitude.side ?? 'N', signCounts),
        );
        const why = [
          unsure &&
            (side === 'W' ? 'O as west (Spanish, French, Portuguese, Italian)' : 'O as east (German, Dutch)'),
          clashes && (signCounts ? 'The sign turns the letter around' : 'The letter counts, not the sign'),
          north && `No letter as ${north === 'N' ? 'north' : 'south'}`,
          east && `No letter as ${east === 'E' ? 'east' : 'west'}`,
        ];
        if (position) candidates.push({ position, why: why.filter(Boolean).join('; ') });
      }
  return candidates;
}

/** The sides that one of two could have where the other alone has a letter, and no sign tells it. */
function missing(latitude: Angle, longitude: Angle): ('N' | 'S' | 'E' | 'W' | undefined)[][] {
  if (latitude.side && !longitude.side && longitude.sign === '' && longitude.size > 0)
    return [
      [undefined, 'E'],
      [undefined, 'W'],
    ];
  if (longitude.side && !latitude.side && latitude.sign === '' && latitude.size > 0) return [['N'], ['S']];
  return [[]];
}

function clash({ sign, side }: Angle): boolean {
  return side !== undefined && (sign === '-' || (sign === '+' && side !== 'N' && side !== 'E'));
}

function signed({ size, sign, side: written }: Angle, side: Side, signCounts: boolean): number {
  const byLetter = side === 'S' || side === 'W' ? -size : size;
  if (written === undefined) return sign === '-' ? -size : byLetter;
  // '-42 N' is 42 S where the sign counts, and so is '+42 S' 42 N.
  return signCounts && (sign === '-' || (sign === '+' && byLetter < 0)) ? -byLetter : byLetter;
}

/** Three plain numbers: latitude, longitude and height, or in the order of KML. */
function withHeight(first: Angle, second: Angle): Reading {
  const value = ({ size, sign }: Angle) => (sign === '-' ? -size : size);
  if (Number.isInteger(first.size) || Number.isInteger(second.size)) return none();
  const latitudeFirst = onEarth(value(second), value(first));
  const longitudeFirst = onEarth(value(first), value(second));
  return oneOf(
    [
      ...(latitudeFirst ? [{ position: latitudeFirst, why: 'Latitude, longitude, height' }] : []),
      ...(longitudeFirst ? [{ position: longitudeFirst, why: 'Longitude, latitude, height' }] : []),
    ],
    beyond(second.size, first.size),
  );
}

/** More places than one, each with its letters, are offered one by one. */
function several(angles: readonly Angle[], text: string): Reading {
  // Where another place of the same text says E, its O is no east.
  const used = new Set(angles.map(({ side }) => side));
  const letters = used.has('E') ? 'este' : used.has('W') ? 'ost' : '';
  const found: Candidate[] = [];
  for (let at = 0; at < angles.length; at += 2) {
    const reading = pairOf(angles[at]!, angles[at + 1]!, `${text} ${letters}`, false);
    if (reading.kind === 'none') return reading;
    for (const { position, why } of candidatesOf(reading))
      found.push({ position, why: [`Place ${at / 2 + 1} of the text`, why].filter(Boolean).join(': ') });
  }
  return oneOf(found);
}
