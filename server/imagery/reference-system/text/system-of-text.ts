import { disagreement } from '../base/agreement.ts';
import { ellipsoidPart } from '../base/ellipsoids.ts';
import { codeNamed, type ListedSystem, listedSystem } from '../base/listed-systems.ts';
import { projectionOf } from '../base/projection.ts';
import { definedSystem, type ReferenceSystem, referenceSystem } from '../base/reference-system.ts';
import { apartFrom, type Datum, datumOf, larger } from './datum-of-text.ts';
import { positionsIn } from './positions.ts';
import type { SpelledOut } from './spelled-out.ts';
import { refusedText } from './text-refusal.ts';
import { plainName } from './text-tree.ts';

/**
 * The system that a text spells out. Where it names a listed one too, by code or by name, that one is given, with its
 * code and its accuracy, after both were found to put coordinates in the same places. Throws ImageryRefusal
 * reference_system_unsupported where name, code and figures disagree by more than a metre, or it cannot be computed;
 * not_on_earth where it is of another body.
 */
export function systemSpelledOut(spelled: SpelledOut): ReferenceSystem {
  const datum = datumOf(spelled.geodetic);
  const { definition, westSouth } = write(spelled, datum.definition);
  const system = {
    ...withinReach(definedSystem(definition), spelled.projected?.unit ?? 1),
    name: spelled.name,
    accuracy: datum.accuracyAt([]),
    accuracyAt: datum.accuracyAt,
    westSouth,
  };
  requireComputable(system, spelled);
  const { ellipsoid } = spelled.geodetic;
  const webMap = spelled.projected?.method === 'web_mercator' || ellipsoid.a === ellipsoid.b;
  if (/(?:web|pseudo|google).*mercator/i.test(spelled.name) && !webMap)
    throw refusedText("is named for the web maps' Mercator, but spells out another");
  const { code } = spelled;
  if (code !== undefined && listedSystem(code) === undefined)
    throw refusedText(`names EPSG:${code}, which is not known here, so that it cannot be compared`);
  // Of several listed systems of one name, the code says which is meant.
  const sameName = code !== undefined && plainName(listedSystem(code)!.name) === plainName(spelled.name);
  const codes = [code, sameName ? undefined : codeNamed(spelled.name)].filter((known) => known !== undefined);
  for (const epsg of codes) requireAgreement(listedSystem(epsg)!, spelled, datum);
  const [epsg] = codes;
  if (epsg === undefined) return system;
  const listed = referenceSystem(epsg);
  const accuracyAt: ReferenceSystem['accuracyAt'] = (places) =>
    larger(listed.accuracyAt(places), datum.otherShift);
  return { ...listed, accuracy: accuracyAt([]), accuracyAt };
}

function write(
  { geodetic, projected }: SpelledOut,
  datum: string,
): { definition: string; westSouth: boolean } {
  const { ellipsoid, meridian } = geodetic;
  const from = meridian === 0 ? '' : ` +pm=${meridian}`;
  if (projected === undefined)
    return { definition: `+proj=longlat ${datum}${from} +no_defs`, westSouth: false };
  const { method, parameters, unit } = projected;
  const { definition, westSouth, auxiliarySphere } = projectionOf(method, parameters, ellipsoid);
  const figure = auxiliarySphere ? `+a=${ellipsoid.a} +b=${ellipsoid.a} +nadgrids=@null` : datum;
  const units = unit === 1 ? '+units=m' : `+to_meter=${unit}`;
  return { definition: `${definition} ${figure}${from} ${units} +no_defs`, westSouth };
}

/**
 * Far from their middle some methods find a place for coordinates that are not those of that place: it is none. On
 * cylinders, which go on round the Earth, they always are.
 */
export function withinReach(system: ReferenceSystem, unit: number): ReferenceSystem {
  if (system.geographic || /\+proj=(?:merc|eqc|cea|mill)\b/.test(system.definition)) return system;
  return {
    ...system,
    toWgs84: (x, y) => {
      const place = system.toWgs84(x, y);
      const [east, north] = system.fromWgs84(...place);
      return Math.hypot(east - x, north - y) * unit < 1 ? place : [Number.NaN, Number.NaN];
    },
  };
}

/** A place near the middle has to come back from where it is put: not all figures that a method takes make sense. */
function requireComputable(system: ReferenceSystem, { geodetic, projected }: SpelledOut): void {
  if (projected === undefined) return;
  const { longitude = 0, latitude, parallel1 = 0 } = projected.parameters;
  const north = latitude ?? parallel1;
  const place = {
    longitude: geodetic.meridian + longitude + 0.5,
    latitude: north > 45 ? north - 0.5 : north + 0.5,
  };
  const [x, y] = system.fromWgs84(place.longitude, place.latitude);
  const [east, up] = system.toWgs84(x, y);
  const turn = Math.abs(((east - place.longitude + 900) % 360) - 180);
  if (!(turn < 1e-5 && Math.abs(up - place.latitude) < 1e-5))
    throw refusedText('has figures with which its method cannot be computed');
}

/** Throws ImageryRefusal where the listed system and the text's put coordinates more than a metre apart. */
function requireAgreement(listed: ListedSystem, spelled: SpelledOut, datum: Datum): void {
  const { epsg, name, geodetic } = listed;
  const both = `names EPSG:${epsg} (${name})`;
  // Throws where coordinates in this code are not taken at all.
  referenceSystem(epsg);
  const own = write(spelled, ellipsoidPart(spelled.geodetic.ellipsoid));
  const system = definedSystem(own.definition);
  const its = definedSystem(withoutShift(listed.definition));
  if (its.geographic !== system.geographic || listed.westSouth !== own.westSouth)
    throw refusedText(`${both}, but spells out a system of another kind`);
  const coordinates = positionsIn(listed.area)
    .map(([longitude, latitude]) => its.fromWgs84(longitude, latitude))
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const metres = coordinates.length === 0 ? Infinity : disagreement(its, system, coordinates);
  if (metres > 1)
    throw refusedText(
      `${both}, but its figures put places ${Number.isFinite(metres) ? `${distance(metres)} ` : 'far '}from there`,
    );
  const base = listedSystem(geodetic);
  if (datum.listed && base && apartFrom(base, datum.listed) > 0)
    throw refusedText(`${both}, which does not rest on the datum of ${datum.listed.name} that it names`);
}

/** A definition that takes degrees on its own datum for degrees on WGS 84. */
function withoutShift(definition: string): string {
  return definition
    .replace(/ \+towgs84=\S+/, '')
    .replace('+datum=WGS84', '+ellps=WGS84')
    .replace('+datum=NAD83', '+ellps=GRS80')
    .replace('+datum=NAD27', '+ellps=clrk66');
}

function distance(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${Math.round(metres / 1000).toLocaleString('en')} km`;
}
