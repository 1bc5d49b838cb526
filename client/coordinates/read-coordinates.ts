import type { Position } from '#domain/geometry/geometry.contract.ts';
import { degreeTokens, wordlessRuns } from './degree-words.ts';
import { readDegrees } from './degrees.ts';
import { readGeoText } from './geo-text.ts';
import { lacksZone, readMgrs, readUtm } from './grid.ts';
import { readLink, WHAT3WORDS } from './link.ts';
import { readPlusCode } from './plus-code.ts';
import { candidatesOf, none, oneOf, type Reading } from './reading.ts';
import { tidied } from './tidy.ts';

const LONGEST = 2_000;

/**
 * What a pasted text names: degrees in any usual form and several languages, UTM, MGRS, a Plus Code, what software
 * writes (GeoJSON, WKT, KML, GPX, ISO 6709), or a link to a map. Positions are WGS 84, longitude first. What could be
 * two places is never decided here, and what is not understood gives none. `near` is where the nearest area of a short
 * Plus Code is sought.
 */
export function readCoordinates(text: string, near?: Position): Reading {
  if (text.length > LONGEST) return none();
  const tidy = tidied(text);
  if (tidy === '') return none();
  if (/^\/{3}|\/\/\/(?:\p{L}+\.){2}\p{L}+/u.test(tidy)) return none(WHAT3WORDS);
  if (/^geohash:/i.test(tidy)) return none('A geohash is not read here: paste its coordinates.');
  // What begins like software's text may hold addresses; an address may hold what looks like software's text.
  const written = /^[{[<"]|^(?:srid|\w*point)\b/i.test(tidy);
  const found = written ? (readGeoText(tidy) ?? readLink(tidy)) : (readLink(tidy) ?? readGeoText(tidy));
  if (found) return found;
  const bare = unwrapped(tidy);
  const gridded = readPlusCode(bare, near) ?? readUtm(bare) ?? readMgrs(bare);
  if (gridded) return gridded;
  const datum = OTHER_DATUM.exec(tidy)?.[0];
  if (datum) return none(`Coordinates on another datum than WGS 84 (${datum}): turn them into WGS 84 first.`);
  const degrees = readDegrees(bare);
  if (degrees.kind !== 'none') return degrees;
  const listed = readList(bare) ?? readAmongWords(bare);
  if (listed.kind !== 'none') return listed;
  if (lacksZone(bare)) return none('Metres without a zone: write the UTM zone before them, such as 52T.');
  return degrees.why === undefined && LIKE_COORDINATES.test(bare) ? none(UNKNOWN) : degrees;
}

/** Geodetic datums that lie tens or hundreds of metres off WGS 84, as people name them beside coordinates. */
const OTHER_DATUM =
  /(?<!\p{L})(?:NAD[\s-]?27|ED[\s-]?50|OSGB(?:[\s-]?36)?|AGD[\s-]?(?:66|84)|SAD[\s-]?69|PSAD[\s-]?56|Pulkovo|(?:SK|СК|CK)-?(?:42|63|95)|Tokyo(?=\s*(?:datum|97|mean|\)))|日本測地系|Bessel|Krass?owsky|Beijing\s*(?:19)?54|Xi'?an\s*(?:19)?80|GCJ-?0?2|BD-?0?9|(?!WGS|World)\p{Lu}[\p{L}\d]* datum)(?![\p{L}\d])/u;
/** What has degree signs, two numbers with decimals, or metres of a grid, was meant as a place. */
const LIKE_COORDINATES =
  /\d\s*°|\d\.\d{2,}\D+\d+\.\d{2}|\d{6}\D+\d{7}|\d\s?[C-X]\s?[A-Z]{2}\s?\d{2,5}\s?\d{2}|\d[°¤]?\s*[NS](?!\p{L}).*\d[°¤]?\s*[EWO](?!\p{L})/u;
const UNKNOWN = 'Not understood as a place: write it such as 42.54 N 129.93 E.';

/** Without what stands around it in a sentence: quotes, brackets, a full stop, and that it is on WGS 84. */
function unwrapped(text: string): string {
  const [, , quoted = text] = /^(["'])(.*)\1$/.exec(text) ?? [];
  return quoted
    .replace(/\(?(?<!\p{L})WGS[\s_-]*(?:19)?84(?!\d)\)?[\s:,/]*/iu, '')
    .replaceAll(/^[\s([{<]+|[\s.,;:)\]}>]+$/g, '');
}

/** '42.54,129.93; 42.55,129.94': more places, each whole in itself. */
function readList(text: string): Reading | undefined {
  const parts = text.split(/\s*[;|]\s*|\)\s*,?\s*\(/);
  const readings = parts.map((part) => readDegrees(unwrapped(part)));
  if (parts.length < 2 || readings.some(({ kind }) => kind === 'none')) return undefined;
  return oneOf(
    readings.flatMap((reading, at) =>
      candidatesOf(reading).map(({ position, why }) => ({
        position,
        why: [`Place ${at + 1} of the text`, why].filter(Boolean).join(': '),
      })),
    ),
  );
}

/**
 * Places in a text of words. Each coordinate has its letter, or both have three decimals and more and no word follows
 * that could be one; whole numbers beside others might belong to the words ('tower 17 42.54 N').
 */
function readAmongWords(text: string): Reading {
  const runs = wordlessRuns(text);
  const found = runs.flatMap(({ run, end }, at) => {
    const tokens = degreeTokens(run);
    const marks = (kind: 'side' | 'axis') => tokens.filter((token) => token.kind === kind).length;
    const marked =
      (marks('side') > 0 && marks('side') % 2 === 0) || (marks('side') === 0 && marks('axis') === 2);
    const fractions = run.match(/\d\.\d{3,}/g)?.length ?? 0;
    const closed = end === '' || BRACKET.test(end) || /[,;.]\s*$/.test(run);
    const plain = marks('side') + marks('axis') === 0 && fractions === 2 && closed;
    const attached = at > 0 && /^[\d.+-]/.test(run) && !BRACKET.test(runs[at - 1]!.end);
    if (!(marked || plain) || attached || /(?<![\d.])\d+\s+\d/.test(run)) return [];
    // 'Camp 22: 42.5401, 129.9301': a number that ends the words.
    const withoutNumber = at > 0 ? run.replace(/^\s*\d+\s*[:,]\s/, '') : run;
    const readings = [run, withoutNumber].map((one) => readDegrees(unwrapped(one)));
    const reading = readings.find(({ kind }) => kind !== 'none') ?? none();
    return candidatesOf(reading, 'Only the numbers were read, not the words around them');
  });
  if (found.length === 1) return { kind: 'place', ...found[0]! };
  return oneOf(found);
}
const BRACKET = /^[()[\]{}]$/;
