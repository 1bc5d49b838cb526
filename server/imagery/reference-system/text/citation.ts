import { codeNamed, datumNamed, listedSystem } from '../base/listed-systems.ts';

/** 'EPSG:32652', '32652', URNs and URLs of the OGC, PROJ's older '+init='. */
const codes = [
  /^EPSG\s*[:\s]\s*(\d{1,7})$/i,
  /^(\d{4,6})$/,
  /^urn:(?:x-)?ogc:def:crs:EPSG:(?:[\d.]*:)?(\d{1,7})$/i,
  /^https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\d.]+\/(\d{1,7})$/i,
  /^https?:\/\/www\.opengis\.net\/gml\/srs\/epsg\.xml#(\d{1,7})$/i,
  /^\+?init=EPSG:(\d{1,7})(?:\s+\+(?:type=crs|no_defs))*$/i,
];
/** Longitude before latitude, as coordinates stand here whatever the system's axes are. */
const GEOGRAPHIC84 =
  /^(?:OGC:CRS84|CRS:?84|urn:(?:x-)?ogc:def:crs:OGC:[\d.]*:CRS84|https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[\d.]+\/CRS84)$/i;

/**
 * The EPSG code that a text cites, by number or by name; undefined where it does neither. Names are those of EPSG
 * and ESRI, and UTM zones in other words, as ArcGIS and ERDAS cite them ('UTM Zone 52 N with WGS84').
 */
export function codeCited(text: string): number | undefined {
  for (const pattern of codes) {
    const code = pattern.exec(text)?.[1];
    if (code !== undefined) return Number(code);
  }
  if (GEOGRAPHIC84.test(text)) return 4326;
  return codeNamed(text) ?? datumNamed(text) ?? utmZoneCited(text);
}

function utmZoneCited(text: string): number | undefined {
  const words = text
    .replaceAll(/[,;:/_()=|-]+/g, ' ')
    .replaceAll(
      /\b(?:projection|coordinate system|system|grid|datum|zone|with|on|hemisphere|universal transverse mercator)\b/gi,
      (word) => (/universal/i.test(word) ? ' UTM ' : ' '),
    );
  const found = /^(.*?)\bUTM\s*(\d{1,2})\s*(N|S|North|South|Northern|Southern)\b(.*)$/i.exec(words);
  if (found === null) return undefined;
  const [, before = '', zone, side = '', after = ''] = found;
  const datum = `${before} ${after}`.trim();
  const geodetic = datumNamed(datum) ?? datumNamed(datum.replace(/\s*(\d{2,4})$/, ' $1'));
  const base = geodetic === undefined ? undefined : listedSystem(geodetic)?.name;
  return base === undefined
    ? undefined
    : codeNamed(`${base} / UTM zone ${Number(zone)}${side[0]!.toUpperCase()}`);
}
