import { withScheme } from '#domain/text/address.rules.ts';
import { googlePlaces } from './google-link.ts';
import {
  type Found,
  type Link,
  mapRules,
  NUMBER,
  namedPair,
  pairIn,
  SHIFTED_HOSTS,
  shortLinks,
} from './map-links.ts';
import { plusCodeInLink } from './plus-code.ts';
import { candidatesOf, eitherOrder, none, oneOf, type Reading } from './reading.ts';

const START = String.raw`(?:[a-z][a-z\d+.-]*:\/\/|geo:(?=[-+\d])|(?:bingmaps|google\.navigation|here-location):(?=\S)|maps:(?=[/?])|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}(?=[/?#]))`;
const LINK_START = new RegExp(START, 'gi');
const VIEW = 'The middle of the map view: the link marks no place';

/** The place that a link to a map marks, else the middle of its view. Undefined where the text holds no link. */
export function readLink(text: string): Reading | undefined {
  const starts = [...text.matchAll(LINK_START)].map(({ index }) => index);
  const outer = starts.filter((start, at) => at === 0 || /\s/.test(text[start - 1] ?? ''));
  if (outer.length === 0) return undefined;
  if (outer.length === 1 && outer[0] === 0) return readOne(text);
  const addresses = outer.map((start, at) => text.slice(start, outer[at + 1]).split(/\s/)[0]!);
  const readings = addresses.map(readOne);
  if (readings.length === 1) return readings[0];
  const found = readings.flatMap((reading, at) =>
    candidatesOf(reading).map(({ position, why }) => ({
      position,
      why: [`Link ${at + 1}`, why].filter(Boolean).join(': '),
    })),
  );
  return found.length === 0 ? readings[0] : oneOf(found);
}

function readOne(written: string): Reading {
  const address = withScheme(written.replace(/[.,;:!)\]}>"']+$/, ''));
  if (!URL.canParse(address)) return none('This link is damaged: copy it again.');
  const link = partsOf(new URL(address));
  const inner = innerAddress(link);
  if (inner !== undefined) return readOne(inner);
  if (link.host === 'geo') return readGeoUri(link);
  if (link.host === 'what3words.com' || link.host === 'w3w.co') return none(WHAT3WORDS);
  if (SHIFTED_HOSTS.test(link.host))
    return none(
      'This map shifts its coordinates by hundreds of metres, as Chinese law asks: they cannot be used here.',
    );
  if (shortLinks.some(({ host, path }) => host.test(link.host) && path.test(link.path)))
    return none('A short link: open it, and paste the address that it leads to.');
  return readKnown(link) ?? readUnknown(link) ?? none('This link names no coordinates.');
}

export const WHAT3WORDS =
  'what3words cannot be read here: only their own server knows the place. Paste its coordinates.';

/** The address to which another only leads: Google's, a network's, or an archive's. */
function innerAddress({ host, parameters, path, whole }: Link): string | undefined {
  if (host === 'web.archive.org')
    return /https?:\/\/?.*$/.exec(whole)?.[0].replace(/^(https?:)\/(?!\/)/, '$1//');
  if (!/^\/(?:url|ml|l\.php)$/.test(path)) return undefined;
  return ['q', 'url', 'u', 'continue']
    .map((name) => parameters.get(name))
    .find((value) => /^https?:/.test(value ?? ''));
}

function partsOf(url: URL): Link {
  const web = /^https?:$/.test(url.protocol);
  const hash = decoded(url.hash.slice(1));
  const parameters = new Map<string, string>();
  const inHash = new URLSearchParams(url.hash.slice(1).replace(/^[^=]*[?!/](?=[\w[\]]+=)/, ''));
  const opaque = new URLSearchParams(web ? '' : url.pathname);
  for (const [name, value] of [...opaque, ...inHash, ...url.searchParams])
    parameters.set(name.toLowerCase(), value);
  const path = decoded((web ? url.pathname : `/${url.host}${url.pathname}`).replaceAll('+', ' '));
  return {
    host: web ? url.hostname.replace(/^(?:www|m|mobile)\./, '') : url.protocol.slice(0, -1),
    path,
    parameters,
    hash,
    whole: `${path}${decoded(url.search.replaceAll('+', ' '))}#${hash}`,
  };
}

/** Percent signs resolved; as it is where they are damaged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readKnown(link: Link): Reading | undefined {
  const rule = mapRules.find(({ hosts }) => hosts.test(link.host));
  if (!rule) return undefined;
  if (rule.google) return googlePlaces(link, VIEW);
  const refused = rule.refuse?.(link);
  if (refused) return none(refused);
  for (const source of rule.places ?? []) {
    const found = source(link);
    if (found.length > 0) return readingOf(found);
  }
  for (const source of rule.views ?? []) {
    const found = source(link);
    if (found.length > 0) return asView(readingOf(found.slice(0, 1)));
  }
  return undefined;
}

function readingOf(found: readonly Found[]): Reading {
  if (found.length === 1) return found[0]!.reading;
  return oneOf(
    found.flatMap(({ reading }, at) =>
      candidatesOf(reading).map((each) => ({ ...each, why: `Place ${at + 1} of the link` })),
    ),
    'No place on Earth in this link.',
  );
}

function asView(reading: Reading): Reading {
  return reading.kind === 'place' ? { ...reading, why: VIEW } : reading;
}

/** Of an address that no rule knows: what cannot be mistaken is taken, and a pair without an order is asked. */
function readUnknown(link: Link): Reading | undefined {
  const { parameters, whole, hash, path } = link;
  const named = (...names: string[]) =>
    names.map((name) => parameters.get(name)).find((value) => value !== undefined);
  const latitude = named('mlat', 'lat', 'latitude');
  const longitude = named('mlon', 'lon', 'lng', 'long', 'longitude');
  const placed = namedPair(latitude, longitude);
  if (placed) return parameters.has('mlat') || !/z(?:oom)?=|map=|lvl=/.test(whole) ? placed : asView(placed);
  const map = parameters.get('map') ?? '';
  const [, tail] = new RegExp(String.raw`^[\d.]+z?/(${NUMBER}/${NUMBER})`).exec(map) ?? [];
  if (tail !== undefined) return asView(pairIn(tail, 'latitude') ?? none());
  const [, at] = new RegExp(`@(${NUMBER},${NUMBER})`).exec(whole) ?? [];
  if (at !== undefined) return asView(pairIn(at, 'latitude') ?? none());
  const [, first, second] = new RegExp(String.raw`^/?[\d.]+/(${NUMBER})/(${NUMBER})(?=/|$)`).exec(hash) ?? [];
  if (first !== undefined) return eitherOrder(Number(first), Number(second));
  for (const name of [
    'q',
    'query',
    'll',
    'latlng',
    'latlon',
    'loc',
    'pos',
    'location',
    'point',
    'coords',
    'coordinates',
    'center',
    'destination',
  ]) {
    const reading = pairIn(parameters.get(name) ?? '', 'either');
    if (reading) return reading;
  }
  return plusCodeInLink(path.replaceAll('/', ' ').trim());
}

/** RFC 5870, with the query that Android gave it. */
function readGeoUri({ path, parameters }: Link): Reading {
  const [place = '', ...options] = path.replace(/^\/+/, '').split(';');
  const system = options.find((option) => option.toLowerCase().startsWith('crs='));
  if (system && !/^crs=(?:wgs84|ogc:1\.3:crs84)$/i.test(system))
    return none('This geo link names another reference system than WGS 84.');
  const sought = pairIn(parameters.get('q') ?? '', 'latitude');
  if (sought) return sought;
  const named = place.split(',').length > 3 ? undefined : pairIn(place, 'latitude');
  if (parameters.has('q') && /^-?0(?:\.0+)?,-?0(?:\.0+)?$/.test(place))
    return none('This geo link names a place in words, not its coordinates.');
  return named ?? none('This geo link names no coordinates.');
}
