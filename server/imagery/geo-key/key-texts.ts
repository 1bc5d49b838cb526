import { codeNamed, datumNamed, listedSystem } from '../reference-system/base/listed-systems.ts';
import { type GeoKeys, keys } from './geo-keys.ts';

/** What the texts of a file say of its reference system. */
export type KeyTexts = {
  /** A system that is spelled out, as ESRI (WKT) and GDAL (PROJ's language) write it; undefined where none is. */
  definition: string | undefined;
  /** EPSG codes of the systems that are named. */
  systems: readonly number[];
  /** Names of datums and of geographic systems, as they stand there. */
  datums: readonly string[];
  /** UTM zones that are named; those of the south are negative, where no hemisphere is named both stand. */
  zones: readonly (readonly number[])[];
};

const systemTexts = [keys.projectedCitation, keys.citation, keys.geodeticCitation];
const ABOUT_DATUM = /^(?:gcs name|datum|geographic|geogcs)$/i;
const ABOUT_OTHERS =
  /^(?:ellipsoid|primem|prime meridian|units?|geotiff units|projection|projection name|copyright)$/i;

/** Reads the citations: names, such as GDAL, ESRI ('PCS Name = ...') and ERDAS write them, and whole definitions. */
export function textsOfKeys({ texts }: GeoKeys): KeyTexts {
  const systems: number[] = [];
  const datums: string[] = [];
  const zones: number[][] = [];
  let definition: string | undefined;
  for (const key of systemTexts) {
    const text = texts.get(key) ?? '';
    const spelled = spelledOut(text);
    definition ??= spelled;
    if (spelled !== undefined) continue;
    for (const piece of text.split(/[|\n\r]/)) {
      const [, label = '', words = ''] = /^\s*(?:([^=]*?)\s*=)?\s*(.*?)\s*$/.exec(piece) ?? [];
      if (ABOUT_OTHERS.test(label)) continue;
      const zone = zoneIn(words);
      if (zone) zones.push(zone);
      const code = ABOUT_DATUM.test(label) || key === keys.geodeticCitation ? undefined : codeNamed(words);
      if (code !== undefined && listedSystem(code)?.geodetic !== code) systems.push(code);
      else if (datumNamed(words) !== undefined) datums.push(words);
    }
  }
  return { definition, systems, datums, zones };
}

function spelledOut(text: string): string | undefined {
  return (
    /EXTENSION\["PROJ4","([^"]+)"\]/.exec(text)?.[1] ??
    /PROJ(?:4| CRS) string: (\+proj=[^"|\n]+)/i.exec(text)?.[1] ??
    /^\s*(\+proj=[^"|\n]+)/.exec(text)?.[1] ??
    /(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|BOUNDCRS|COMPD_CS)\[.*/s.exec(text)?.[0]?.replace(/[|\s]+$/, '')
  );
}

function zoneIn(text: string): number[] | undefined {
  const found =
    /\butm[\s_]*(?:zone)?[\s_,:]*(\d{1,2})(?:[\s_,]*([ns])(?:orth(?:ern)?|outh(?:ern)?)?)?(?![a-z0-9])/i.exec(
      text.replaceAll('_', ' '),
    );
  const zone = Number(found?.[1]);
  if (!(zone >= 1 && zone <= 60)) return undefined;
  const side = found?.[2]?.toLowerCase();
  return side === undefined ? [zone, -zone] : [side === 's' ? -zone : zone];
}
