import { plainLine } from '#domain/text/text.rules.ts';
import { isRecord } from './found-feature.ts';
import { OverlayRefusal } from './overlay-refusal.ts';

/** What WGS 84 is called with longitude first, without case and punctuation. */
const WGS84_NAMES =
  /^(?:(?:ogc)?crs84h?|wgs84(?:longlat|lonlat|crs84)?|wgs1984|gcswgs1984|gcswgs84|worldgeodeticsystem1984|projlonglatdatumwgs84(?:nodefs)?(?:typecrs)?)$/;
/** WGS 84 with latitude and longitude, and with a height besides. */
const WGS84_CODES = [4326, 4979];
const WEB_MERCATOR = 3857;
/** Codes by which Web Mercator went before it had its own, and systems of OGC's that EPSG has, too. */
const OTHER_CODES: Record<string, number> = {
  900913: WEB_MERCATOR,
  102100: WEB_MERCATOR,
  102113: WEB_MERCATOR,
  3785: WEB_MERCATOR,
  crs83: 4269,
  crs27: 4267,
};

/** ESRI's codes up to this one are EPSG's. */
const LAST_OF_EPSG = 32_767;

const TO_DO = 'export it again in WGS 84 (EPSG:4326)';

/**
 * The system that a `crs` member names, in any of the forms that programs write (GeoJSON 2008, 3; the drafts before it;
 * names, URNs, addresses, bare codes): its EPSG code, or undefined for WGS 84. Throws OverlayRefusal for what names
 * none, or none that can be told.
 */
export function namedSystem(crs: unknown): number | undefined {
  if (crs === null)
    throw new OverlayRefusal(
      `It says that its reference system is unknown (crs: null). Find out which it is, and ${TO_DO}.`,
    );
  const { name, order } = nameIn(crs);
  if (order !== undefined && String(order).replaceAll(' ', '') !== '0,1')
    throw new OverlayRefusal(`It gives its coordinates in an order of its own: ${TO_DO}.`);
  if (name === undefined)
    throw new OverlayRefusal(`It does not say by name which reference system it is in: ${TO_DO}.`);
  const found = systemCalled(name);
  if (found === 'unknown')
    throw new OverlayRefusal(
      `Its coordinates are in '${plainLine(name).slice(0, 80)}', a reference system that is not known by this name: ${TO_DO}.`,
    );
  return found === 'WGS 84' ? undefined : found;
}

function systemCalled(name: string): number | 'WGS 84' | 'unknown' {
  const words = name
    .toLowerCase()
    .split(/[:/#=[\]]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  const authorities = words.slice(words.lastIndexOf('crs') + 1, -1);
  const isOf = (authority: RegExp) => authorities.some((word) => authority.test(word));
  const isEsri = isOf(/^esri$/);
  const isListed = isOf(/^(?:\+init|epsg(?:\.xml|\.io)?)$/) || isEsri || words.length === 1;
  if (isWgs84(name) || ((isListed || isOf(/^ogc$/)) && isWgs84(last))) return 'WGS 84';
  const isCode = /^\d{1,6}$/.test(last);
  if (name.includes(',') || !(isCode ? isListed : isOf(/^ogc$/))) return 'unknown';
  const code = OTHER_CODES[last] ?? (isCode ? Number(last) : undefined);
  if (code === undefined || (isEsri && code > LAST_OF_EPSG)) return 'unknown';
  return WGS84_CODES.includes(code) ? 'WGS 84' : code;
}

function isWgs84(name: string): boolean {
  return WGS84_NAMES.test(name.toLowerCase().replaceAll(/[^a-z\d]/g, ''));
}

function nameIn(crs: unknown): { name: string | undefined; order?: unknown } {
  if (typeof crs === 'string' || typeof crs === 'number') return { name: String(crs) };
  if (!isRecord(crs)) return { name: undefined };
  const properties = isRecord(crs.properties) ? crs.properties : crs;
  const { name, code, urn, srid, wkid, latestWkid, coordinate_order: order } = { ...properties };
  const named = [name, urn, code, srid, latestWkid, wkid].find(
    (one) => typeof one === 'string' || typeof one === 'number',
  );
  return { name: named === undefined ? undefined : String(named), order };
}
