import { type ReferenceSystem, referenceSystem } from './base/reference-system.ts';
import { codeCited } from './text/citation.ts';
import { parseProjString } from './text/proj-string.ts';
import { parseProjJson } from './text/projjson.ts';
import { readTree } from './text/read-tree.ts';
import { systemSpelledOut } from './text/system-of-text.ts';
import { refusedText } from './text/text-refusal.ts';
import { parseWellKnownText } from './text/text-tree.ts';

/** Characters of one text; the longest that PROJ 9.1.1 writes of a system of EPSG's has some 11,000. */
const MOST_TEXT = 16_384;

/**
 * The system that a text names or spells out: an EPSG code ('EPSG:32652', a URN, a URL), WKT 1 as GDAL and ESRI write
 * it, WKT 2, PROJJSON, the language of PROJ, or a name as files cite it ('WGS 84 / UTM zone 52N'). Throws
 * ImageryRefusal reference_system_unsupported where it is not understood wholly, contradicts itself, or cannot be
 * computed; not_on_earth where it is of another body.
 */
export function systemNamed(text: string): ReferenceSystem {
  if (text.length > MOST_TEXT) throw refusedText('is too long');
  const plain = text.replace(/^\uFEFF/, '').trim();
  const code = codeCited(plain);
  if (code !== undefined) return referenceSystem(code);
  if (plain.startsWith('{')) return systemSpelledOut(readTree([parseProjJson(plain)]));
  if (/^\+?(?:proj|init|datum|ellps)=/i.test(plain)) return systemSpelledOut(parseProjString(plain));
  if (/^[a-z_]\w*\s*[[(]/i.test(plain))
    return systemSpelledOut(readTree(parseWellKnownText(unescaped(plain))));
  throw refusedText(`is not a name that is known here: '${plain.slice(0, 40)}'`);
}

/** The text of an XML file, taken out of it as it stood there. */
function unescaped(text: string): string {
  if (text.includes('"') || !text.includes('&quot;')) return text;
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
