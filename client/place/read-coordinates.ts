import type { Position } from '../../server/geometry/geometry.contract.ts';
import { wordlessRuns } from './degree-words.ts';
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
  const degrees = readDegrees(bare);
  if (degrees.kind !== 'none') return degrees;
  if (lacksZone(bare)) return none('Metres without a zone: write the UTM zone before them, such as 52T.');
  return degrees.why === undefined ? readAmongWords(bare) : degrees;
}

/** Without what stands around it in a sentence: quotes, brackets, a full stop. */
function unwrapped(text: string): string {
  const [, , quoted = text] = /^(["'])(.*)\1$/.exec(text) ?? [];
  return quoted.replaceAll(/^[\s([{<]+|[\s.,;:)\]}>]+$/g, '');
}

/** Places in a text of words: each pair of coordinates with its letters, or with three decimals and more. */
function readAmongWords(text: string): Reading {
  const runs = wordlessRuns(text).filter(
    (run) => (run.match(/[NSEWO°]/gi) ?? []).length >= 2 || (run.match(/\d\.\d{3,}/g) ?? []).length >= 2,
  );
  const found = runs.flatMap((run) =>
    candidatesOf(readDegrees(run), 'Only the numbers were read, not the words around them'),
  );
  if (found.length === 1) return { kind: 'place', ...found[0]! };
  return oneOf(found);
}
