import { UNKNOWN_METRES } from '../base/accuracy.rules.ts';
import { disagreement } from '../base/agreement.ts';
import type { Accuracy } from '../base/datum-accuracy.ts';
import { listedAccuracy } from '../base/datum-accuracy.ts';
import { ellipsoidPart } from '../base/ellipsoids.ts';
import { datumNamed, type ListedSystem, listedSystem } from '../base/listed-systems.ts';
import { definedSystem, type ReferenceSystem, requireEarth } from '../base/reference-system.ts';
import { positionsIn } from './positions.ts';
import { parseProjString } from './proj-string.ts';
import type { Geodetic } from './spelled-out.ts';
import { refusedText } from './text-refusal.ts';
import { plainName } from './text-tree.ts';

/** A datum as a part of a definition for proj4. */
export type Datum = {
  /** The listed geographic system that stands for it; undefined where neither a name nor a code is known. */
  listed: ListedSystem | undefined;
  /** Ellipsoid and shift, without the prime meridian. */
  definition: string;
  /** How far places (longitude, latitude) may be off; without places, how far any may be. */
  accuracyAt: ReferenceSystem['accuracyAt'];
  /** What a shift in the text tells that is not the listed one. */
  otherShift: Accuracy | null;
};

/** Names that say that a datum is not known, beside what it rests on. */
const NAMELESS = /^(?:|d?unknown.*|unnamed.*|undefined.*|d?notspecified.*|d?userdefined.*)$/;

/**
 * The datum of a text: a listed one, with its shift and its accuracy, where the text names one by name or code and
 * has its ellipsoid. Throws ImageryRefusal where the names contradict each other or the ellipsoid; not_on_earth for
 * another body's.
 */
export function datumOf(geodetic: Geodetic): Datum {
  const { names, code, datumCode, ellipsoid, shift } = geodetic;
  requireEarth(ellipsoid.a);
  const flattening = 1 - ellipsoid.b / ellipsoid.a;
  if (flattening !== 0 && !(flattening > 1 / 350 && flattening < 1 / 280))
    throw refusedText('has an ellipsoid of an impossible shape');
  // EPSG's shifts to WGS 84 stay below 2,700 m, 154 seconds of arc and 270 parts per million.
  if (shift?.some((value, at) => Math.abs(value) > (at < 3 ? 5000 : 500)))
    throw refusedText('shifts its datum by impossible figures');
  // EPSG's datums and the geographic systems made of them stand 2,000 apart in its older ranges.
  const below =
    datumCode !== undefined && datumCode >= 6120 && datumCode < 6904 ? datumCode - 2000 : undefined;
  const named = [code, ...names.map(datumNamed)].flatMap((epsg) => listedSystem(epsg ?? 0) ?? []);
  const other = named.find((system) => !isGeographic(system));
  if (other !== undefined)
    throw refusedText(`names EPSG:${other.epsg} for its datum, which has none of its own`);
  const coded = [listedSystem(below ?? 0) ?? []].flat().filter(isGeographic);
  const known = [...named, ...coded];
  // The same datum counted from another prime meridian may be the one whose shift is known.
  const listed = known.find(isShifted) ?? known[0];
  const figure = ellipsoidPart(ellipsoid);
  const own = shift ? `${figure} +towgs84=${shift.join(',')}` : figure;
  const accuracy = ownAccuracy(geodetic, own);
  const stated = { listed, definition: own, accuracyAt: () => accuracy, otherShift: null };
  if (listed === undefined) return stated;
  const { ellipsoid: its } = parseProjString(listed.definition).geodetic;
  if (Math.abs(its.a - ellipsoid.a) > 1 || Math.abs(its.b - ellipsoid.b) > 1)
    throw refusedText(`names the datum of ${listed.name} on another ellipsoid than that has`);
  for (const also of known) requireSameDatum(listed, also);
  const { metres } = listed;
  // Of a datum that has no shift in the list, the text's is better than none.
  if (shift && !isShifted(listed)) return stated;
  const definition = datumPart(listed);
  const apart = shift ? shiftsApart(own, definition, listed) : 0;
  const otherShift =
    apart > Math.max(metres ?? 0, 1)
      ? {
          metres: Math.ceil(apart),
          reason: `The text brings the datum ${listed.name} to WGS 84 by other numbers than EPSG's, ${Math.ceil(apart)} m from there.`,
        }
      : null;
  const accuracyAt: Datum['accuracyAt'] = (places) => larger(listedAccuracy(listed, places), otherShift);
  return { listed, definition, accuracyAt, otherShift };
}

/** The one that tells of more metres. */
export function larger(one: Accuracy | null, other: Accuracy | null): Accuracy | null {
  return (other?.metres ?? 0) > (one?.metres ?? 0) ? other : one;
}

function isShifted({ definition }: ListedSystem): boolean {
  return /\+(?:towgs84|datum)=/.test(definition);
}

function isGeographic({ definition }: ListedSystem): boolean {
  return definition.startsWith('+proj=longlat');
}

/** Ellipsoid and shift in the definition of a geographic system. */
function datumPart({ definition }: ListedSystem): string {
  return definition
    .replaceAll(/\+proj=\S+|\+pm=\S+|\+no_defs/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Of a datum that is not listed. */
function ownAccuracy(
  { names, ellipsoid: { a, b }, shift, gridShift }: Geodetic,
  own: string,
): Accuracy | null {
  const modern = Math.abs(a - 6_378_137) < 1 && Math.abs(b - 6_356_752.314) < 1;
  // Noughts on an old ellipsoid are what programs write where no shift is known.
  if (shift && (modern || shift.some((value) => value !== 0)))
    return definedSystem(`+proj=longlat ${own} +no_defs`).accuracy;
  const unnamed = !gridShift && !shift && NAMELESS.test(plainName(names[0] ?? ''));
  // WGS 84's ellipsoid says by itself what is meant, and so does a sphere: its degrees are taken as they stand.
  if (unnamed && (a === b || (modern && Math.abs(b - 6_356_752.314245) < 5e-5))) return null;
  if (unnamed && modern)
    return {
      metres: 30,
      reason: 'The text names no datum; those in use today on its ellipsoid lie within 30 m of WGS 84.',
    };
  const what = names[0] ? `The datum ${names[0]}` : 'The datum of the text';
  return {
    metres: UNKNOWN_METRES,
    reason: gridShift
      ? `${what} needs a table of shifts that is not at hand.`
      : `${what} has no shift to WGS 84 that is known here.`,
  };
}

function requireSameDatum(listed: ListedSystem, other: ListedSystem): void {
  if (apartFrom(listed, other) > 0)
    throw refusedText(`names two datums, that of ${listed.name} and that of ${other.name}`);
}

/** Metres by which two listed datums are apart, beyond what is told of either; Infinity where that is not known. */
export function apartFrom(one: ListedSystem, other: ListedSystem): number {
  // EPSG has a datum once for each prime meridian it is used with, and names that behind it: 'MGI (Ferro)'.
  const [name, otherName] = [one, other].map((system) => system.name.replace(/ \(.*\)$/, ''));
  const [here, there] = [datumPart(one), datumPart(other)];
  if (here === there || name === otherName) return 0;
  if (one.metres === null || other.metres === null) return Infinity;
  const metres = shiftsApart(here, there, one);
  return Math.max(0, metres - Math.max(2, one.metres + other.metres));
}

function shiftsApart(one: string, other: string, { area }: ListedSystem): number {
  const systems = [one, other].map((part) => definedSystem(`+proj=longlat ${part} +no_defs`));
  return disagreement(systems[0]!, systems[1]!, positionsIn(area));
}
