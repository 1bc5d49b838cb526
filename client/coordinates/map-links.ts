import { readDegrees } from './degrees.ts';
import { eitherOrder, fixed, type Reading } from './reading.ts';
import { tidied } from './tidy.ts';

/** An address in its parts, percent signs resolved once; hosts and names of parameters are in lower case. */
export type Link = {
  /** Without 'www.' and 'm.'; the scheme where it is an app's own. */
  host: string;
  path: string;
  /** Of the query, and of what stands behind # where that is written like one. */
  parameters: ReadonlyMap<string, string>;
  hash: string;
  /** Path, query and hash, for forms that stand anywhere in them. */
  whole: string;
};

export const NUMBER = String.raw`[-+]?\d{1,3}(?:\.\d+)?(?![\d.])`;
/** What one part of a link was read as. */
export type Found = { reading: Reading };
type Source = (link: Link) => Found[];
type Order = 'latitude' | 'longitude' | 'either';
/** Where the links of a map hold a marked place, and where the middle of their view: the first that is there counts. */
type MapRule = {
  hosts: RegExp;
  places?: Source[];
  views?: Source[];
  google?: true;
  refuse?: (link: Link) => string | undefined;
};

const COMMA_PAIR = new RegExp(
  String.raw`^\s*(${NUMBER})°?\s*[,;~_/]\s*(${NUMBER})°?(?=$|\s*[,;(~|/_[]|\s+[^\d\s])`,
);
const BLANK_PAIR = new RegExp(String.raw`^\s*(${NUMBER})°?\s+(${NUMBER})°?\s*(?=$|\()`);

/** Two numbers at the beginning of a text, in this order; of latitude first also degrees as people write them. */
export function pairIn(value: string, order: Order): Reading | undefined {
  const plain = value.replace(/^\s*(?:loc:|ll\.|point\.|pos\.)\s*/i, '').replace(/^[^@]*@(?=[-+\d])/, '');
  const [, first, second] = COMMA_PAIR.exec(plain) ?? BLANK_PAIR.exec(plain) ?? [];
  // '42,54,129,93' has decimal commas.
  const whole = /^\s*[-+]?\d+,[-+]?\d+,\d/.test(plain);
  if (first !== undefined && !whole) {
    const [one, other] = [Number(first), Number(second)];
    if (order === 'either') return eitherOrder(one, other);
    return order === 'latitude' ? fixed(other, one) : fixed(one, other);
  }
  if (order === 'longitude') return undefined;
  const reading = readDegrees(tidied(plain));
  return reading.kind === 'none' ? undefined : reading;
}

const value =
  (order: Order) =>
  (name: string): Source =>
  ({ parameters }) =>
    (parameters.get(name) ?? '').split(/[|~]|;(?=\s*-?\d+(?:\.\d+)?\s*,)/).flatMap((part) => {
      const reading = pairIn(part, order);
      return reading ? [{ reading }] : [];
    });
const lat = value('latitude');
const lon = value('longitude');

/** A form of the whole address behind its host, whose two groups are the numbers; `#` comes before the hash. */
const form =
  (order: Order, pattern: string): Source =>
  ({ whole }) =>
    [...whole.matchAll(new RegExp(pattern.replaceAll('N', NUMBER), 'gi'))].flatMap(([, first, second]) => {
      const reading = pairIn(`${first},${second}`, order);
      return reading ? [{ reading }] : [];
    });

/** Latitude and longitude that have a name each; a comma in one is a decimal one. */
export function namedPair(latitude: string | undefined, longitude: string | undefined): Reading | undefined {
  if (!latitude || !longitude) return undefined;
  const reading = readDegrees(tidied(`lat ${latitude.replace(',', '.')} lon ${longitude.replace(',', '.')}`));
  return reading.kind === 'none' && reading.why === undefined ? undefined : reading;
}

const both =
  (latitude: string, longitude: string): Source =>
  ({ parameters }) => {
    const reading = namedPair(parameters.get(latitude), parameters.get(longitude));
    return reading ? [{ reading }] : [];
  };

/** Both ends of a route. */
const ends =
  (...sources: Source[]): Source =>
  (link) =>
    sources.flatMap((source) => source(link));

/** The middle of west, south, east, north in degrees. */
const box =
  (name: string): Source =>
  ({ parameters }) => {
    const [west, south, east, north, ...more] = (parameters.get(name) ?? '').split(',').map(Number);
    if (![west, south, east, north].every(Number.isFinite)) return [];
    // An extent in metres says so behind its numbers.
    if (more.length > 0 && more[0] !== 4326) return [];
    const sound = west! < east! && south! < north! && Math.abs(south!) <= 90 && Math.abs(north!) <= 90;
    // Around the antimeridian longitudes are counted on.
    const longitude = (((west! + east!) / 2 + 540) % 360) - 180;
    return sound ? [{ reading: fixed(longitude, (south! + north!) / 2) }] : [];
  };

/** Naver writes metres of Web Mercator, longitude first. */
const mercator =
  (pattern: RegExp): Source =>
  ({ whole }) =>
    [...whole.matchAll(pattern)].flatMap(([, x, y]) => {
      const [longitude, latitude] = [Number(x) / 6_378_137, Math.atan(Math.sinh(Number(y) / 6_378_137))];
      const degrees = (radians: number) => (radians * 180) / Math.PI;
      return [{ reading: fixed(degrees(longitude), degrees(latitude)) }];
    });

/** 'params=42_32_24_N_129_55_57_E_type:city', '42.54_N_129.93_E', '42.54;129.93'. */
const geoHack: Source = ({ parameters }) => {
  const [written = ''] =
    /^[-\d._;]+(?:[NS][-\d._]+[EWO])?/i.exec((parameters.get('params') ?? '').replaceAll(' ', '_')) ?? [];
  const reading = pairIn(written.replaceAll('_', ' ').trim().replace(';', ', '), 'latitude');
  return reading ? [{ reading }] : [];
};

const KAKAO =
  "This link holds Kakao's own metres: open it, choose share, and paste that link, or paste the coordinates.";

/** Sources: the maps' own documentation of their links, and links copied from them. */
export const mapRules: readonly MapRule[] = [
  { hosts: /^(?:(?:[\w-]+\.)*google(?:\.[a-z]{2,3}){1,2}|comgooglemaps|google\.navigation)$/, google: true },
  {
    hosts: /^(?:[\w-]+\.)*apple\.com$|^maps$|^maps\.apple$/,
    places: [
      lat('coordinate'),
      ends(lat('saddr'), lat('daddr')),
      ends(lat('source'), lat('destination')),
      lat('q'),
      lat('ll'),
      lat('address'),
    ],
    views: [lat('center'), lat('sll'), lat('near')],
  },
  {
    hosts: /(?:^|\.)bing\.com$|^bingmaps$/,
    places: [form('latitude', 'point\\.(N)_(N)'), form('latitude', 'pos\\.(N)_(N)'), lat('where1'), lat('q')],
    views: [form('latitude', '[?&#]cp=(N)~(N)')],
  },
  {
    hosts: /(?:^|\.)(?:openstreetmap\.[a-z]+|osm\.org)$/,
    places: [
      both('mlat', 'mlon'),
      (link) => (/^\/(?:search|query)/.test(link.path) ? both('lat', 'lon')(link) : []),
      lat('route'),
      ends(lat('from'), lat('to')),
      lat('query'),
    ],
    views: [
      form('latitude', 'map=[\\d.]+/(N)/(N)'),
      form('latitude', '#[\\d.]+/(N)/(N)'),
      both('lat', 'lon'),
    ],
    refuse: ({ path, hash }) =>
      /^\/(?:node|way|relation)\//.test(path) && hash === ''
        ? 'This page names a thing on OpenStreetMap, not its coordinates.'
        : undefined,
  },
  {
    hosts: /(?:^|\.)yandex(?:\.[a-z]{2,3}){1,2}$|^yandex(?:maps|navi)$/,
    places: [
      lon('whatshere[point]'),
      lon('poi[point]'),
      lon('panorama[point]'),
      lon('pt'),
      lat('rtext'),
      lat('text'),
      both('lat_to', 'lon_to'),
      both('lat', 'lon'),
    ],
    views: [lon('ll'), lon('sll')],
  },
  {
    hosts: /(?:^|\.)2gis(?:\.[a-z]{2,3}){1,2}$|^dgis$/,
    places: [
      form('longitude', '/geo/(?:\\d+/)?(N),(N)'),
      form('either', '/search/(N),(N)'),
      form('longitude', '(?:/(?:points|from|to)/|\\|)(N),(N)'),
    ],
    views: [lon('m'), form('longitude', 'center/(N),(N)')],
  },
  {
    hosts: /(?:^|\.)kakao\.com$|^kakaomap$/,
    places: [form('latitude', '(?:,|/)(N),(N)(?=/|[?#])'), ends(lat('sp'), lat('ep')), lat('p')],
    refuse: ({ parameters }) => (parameters.has('urlx') ? KAKAO : undefined),
  },
  {
    hosts: /^(?:[\w-]+\.)*naver\.com$|^nmap$/,
    places: [
      both('lat', 'lng'),
      ends(both('slat', 'slng'), both('dlat', 'dlng')),
      mercator(/[/](\d{8}(?:\.\d+)?),(\d{7}(?:\.\d+)?)/g),
      form('longitude', '/address/(N),(N)'),
    ],
    // Newer links hold a zoom and noughts there, and no place.
    views: [
      mercator(/[?&]c=(\d{8}(?:\.\d+)?),(\d{7}(?:\.\d+)?)/g),
      form('longitude', '[?&]c=(N),(N)(?:,[^,]+){4}'),
    ],
  },
  {
    hosts: /(?:^|\.)geohack\.|(?:^|\.)(?:wmflabs|toolforge|wmcloud)\.org$/,
    places: [geoHack],
    refuse: ({ parameters }) =>
      /globe:(?!earth)/i.test(parameters.get('params') ?? '')
        ? 'This link names a place that is not on Earth.'
        : undefined,
  },
  {
    hosts: /^zoom\.earth$/,
    places: [form('latitude', '[#&/?](?:place|pin)=(N),(N)')],
    views: [lat('view'), form('latitude', '#(N),(N),[\\d.]+z')],
  },
  {
    hosts: /(?:^|\.)arcgis\.com$/,
    places: [lon('marker')],
    views: [lon('mapcenter'), lon('center'), box('ext'), box('extent')],
  },
  { hosts: /^worldview\.earthdata\.nasa\.gov$|^oldmapsonline\.org$/, views: [box('v'), box('bbox')] },
  { hosts: /^firms\d?\.modaps\.eosdis\.nasa\.gov$/, views: [form('longitude', '@(N),(N),[\\d.]+z')] },
  {
    hosts: /(?:^|\.)here\.com$|^here-location$/,
    places: [form('latitude', '(?:/l/|[:/])(N),(N)(?=[,?#/]|$)')],
    views: [lat('map')],
  },
  {
    hosts: /(?:^|\.)waze\.com$|^waze$/,
    places: [ends(lat('from'), lat('to')), lat('latlng'), lat('ll'), lat('q')],
    views: [both('lat', 'lon')],
  },
  {
    hosts: /(?:^|\.)windy\.com$/,
    places: [form('latitude', '^/(N)/(N)(?=[/?#])')],
    views: [form('latitude', '[?,](N),(N),\\d+')],
  },
  {
    hosts: /(?:^|\.)mapy\.(?:cz|com)$/,
    places: [
      ({ parameters, ...link }) =>
        parameters.get('source') === 'coor' ? lon('id')({ parameters, ...link }) : [],
    ],
    views: [both('y', 'x')],
  },
  { hosts: /^macrostrat\.org$/, views: [both('y', 'x')] },
  { hosts: /(?:^|\.)(?:geoportail\.gouv\.fr)$/, views: [lon('c')] },
  { hosts: /(?:^|\.)gaiagps\.com$/, views: [form('longitude', 'loc=[\\d.]+/(N)/(N)')] },
  { hosts: /^maptiler\.com$/, views: [form('longitude', 'tile-bounds-projection/#[\\d.]+/(N)/(N)')] },
  { hosts: /^earth\.nullschool\.net$/, views: [form('longitude', '=(N),(N),[\\d.]+')] },
  {
    hosts: /^marinetraffic\.com$/,
    views: [both('centery', 'centerx'), form('longitude', 'centerx:(N)/centery:(N)')],
  },
  { hosts: /^flightradar24\.com$/, views: [form('latitude', '/(N),(N)/')] },
  { hosts: /^ventusky\.com$/, views: [lat('p')] },
  { hosts: /^overpass-turbo\.eu$/, views: [lat('c')] },
  { hosts: /^(?:skyvector|caltopo)\.com$|^intel\.ingress\.com$|^(?:om|ge0|mapsme)$/, views: [lat('ll')] },
  { hosts: /^osmand(?:\.net)?$/, places: [lat('pin')] },
  { hosts: /^qwant\.com$/, places: [form('latitude', 'latlon:(N):(N)')] },
  {
    hosts: /^(?:satellites\.pro|suncalc\.org|mapfan\.com|mapion\.co\.jp)$/,
    views: [form('latitude', '[#/=](N),(N)(?=,)')],
  },
  {
    // Their hash is zoom, latitude and longitude.
    hosts:
      /^(?:maps\.gsi\.go\.jp|openinframap\.org|opentopomap\.org|openseamap\.org|openrailwaymap\.org|maps\.wikimedia\.org|opentripmap\.com|umap\.openstreetmap\.fr|openhistoricalmap\.org|geojson\.io|docs\.mapbox\.com|studio\.mapbox\.com|maps\.refuges\.info|cyclosm\.org)$/,
    views: [form('latitude', '#/?(?:map=)?[\\d.]+/(N)/(N)')],
  },
];

/** Maps whose coordinates are moved by GCJ-02 or BD-09, which nobody outside can undo to a metre. */
export const SHIFTED_HOSTS =
  /(?:^|\.)(?:baidu\.com|amap\.com|gaode\.com|autonavi\.com|map\.qq\.com|sogou\.com|google\.cn)$|^(?:baidumap|bdapp|iosamap|androidamap|amapuri|qqmap)$|^ditu\.google\./;

const ANY = /(?:)/;
export const shortLinks: readonly { host: RegExp; path: RegExp }[] = [
  {
    host: /^(?:(?:[\w-]+\.)*goo\.gl|g\.co|bit\.ly|t\.co|tinyurl\.com|is\.gd|ow\.ly|buff\.ly|rb\.gy|cutt\.ly|shorturl\.at|kko\.to|kko\.kakao\.com|naver\.me|go\.2gis\.com|binged\.it|aka\.ms|her\.is|omaps\.app|arcg\.is|clck\.ru|w\.wiki|lnkd\.in|youtu\.be)$/,
    path: ANY,
  },
  { host: /^(?:osm\.org|openstreetmap\.org)$/, path: /^\/go\// },
  { host: /^yandex\./, path: /^\/maps\/-\// },
  { host: /^maps\.apple(?:\.com)?$/, path: /^\/p\// },
  { host: /^waze\.com$/, path: /^\/ul\/h/ },
  { host: /^mapy\.(?:cz|com)$/, path: /^\/s\// },
];
