/** What stands for itself in a text of degrees. Units are 0 for degrees, 1 for minutes, 2 for seconds. */
export type DegreeToken =
  | { kind: 'number'; sign: '' | '+' | '-'; parts: readonly string[] }
  | { kind: 'unit'; size: 0 | 1 | 2 }
  | { kind: 'side'; side: Side }
  | { kind: 'axis'; axis: Axis; loose?: true }
  | { kind: 'colon' | 'hyphen' | 'break' | 'dash' | 'bracket' | 'noise' | 'unknown' };
/** O is east in German and Dutch, and west in the languages that come from Latin. */
export type Side = 'N' | 'S' | 'E' | 'W' | 'O';
export type Axis = 'latitude' | 'longitude';

/** The words for the sides of the Earth, longest first where one begins another. */
const sides: [Exclude<Side, 'O'>, string][] = [
  [
    'N',
    String.raw`north(?:ern)?|noord(?:er)?|nördlich(?:er|e|en)?|nördl\.?|nordlig|norte|nord|norr|с\.?\s*ш\.?|север\p{L}*|с|пн\.?\s*ш\.?|північн\p{L}*|北[纬緯]|北(?!\p{Script=Han})|북위|(?<!\p{Script=Hangul})북(?!\p{Script=Hangul})|شمال[\p{L}\p{M}]*|n\.(?=\s*(?:[\d,;]|br|lat))|n\.?b(?=\b)|lu|n`,
  ],
  [
    'S',
    String.raw`south(?:ern)?|zuid(?:er)?|südlich(?:er|e|en)?|südl\.?|sydlig|süd|sud|syd|sur|sul|ю\.?\s*ш\.?|южн\p{L}*|юг|ю|пд\.?\s*ш\.?|південн\p{L}*|南[纬緯]|南(?!\p{Script=Han})|남위|(?<!\p{Script=Hangul})남(?!\p{Script=Hangul})|جنوب[\p{L}\p{M}]*|s\.(?=\s*(?:[\d,;]|br|lat))|z\.?b(?=\b)|ls|s`,
  ],
  [
    'E',
    String.raw`east(?:ern)?|oost(?:er)?|östlich(?:er|e|en)?|östl\.?|østlig|leste|este|est|ost|øst|öst|ö\.?|ø\.?|в\.?\s*д\.?|восто\p{L}*|в|сх\.?\s*д\.?|східн\p{L}*|[东東][经經経]|[东東](?!\p{Script=Han})|동경|(?<!\p{Script=Hangul})동(?!\p{Script=Hangul})|شرق[\p{L}\p{M}]*|e\.(?=\s*(?:[\d,;]|l))|o\.?l(?=\b)|bt|e`,
  ],
  [
    'W',
    String.raw`west(?:ern|er)?|westlich(?:er|e|en)?|westl\.?|vestlig|oeste|ouest|ovest|vest|väst|з\.?\s*д\.?|запад\p{L}*|з|зх\.?\s*д\.?|західн\p{L}*|西[经經経]|西(?!\p{Script=Han})|서경|(?<!\p{Script=Hangul})서(?!\p{Script=Hangul})|غرب[\p{L}\p{M}]*|w\.(?=\s*(?:[\d,;]|l))|w\.?l(?=\b)|bb|w`,
  ],
];
const latitude = String.raw`lat(?:itud(?:e|ine)?)?\.?|breitengrad|breite|breedte(?:graad)?|bredde(?:grad)?|br\.?|широт\p{L}*|ш\.|위도|[纬緯]度|(?:خط|دائرة)\s*(?:ال)?عرض|عرض|lintang|φ|ϕ`;
const longitude = String.raw`long?(?:itud(?:e|ine)?)?\.?|lng|längengrad|länge|lengte(?:graad)?|længde(?:grad)?|(?<=\p{L}\.?\s*)l\.?|довгот\p{L}*|долгот\p{L}*|경도|[经經経]度|(?:خط\s*)?(?:ال)?طول|bujur|λ`;
const unitWords = [
  String.raw`degrees?|degr[ée]s|degré|degs?\.?|graden|grados?|graus?|gradi|grad|graad|градус\p{L}*|도|度|درجة|\*`,
  String.raw`minut\p{L}*|min\.?|мин\p{L}*\.?|분|分|دقيقة`,
  String.raw`second\p{L}*|secs?\.?|segundos?|seg\.?|sekund\p{L}*|sek\.?|сек\p{L}*\.?|초|秒|ثانية`,
];
const noise = String.raw`coordinat\p{L}*|coordenadas|coords?|coordonn[ée]es|koordinat\p{L}*|координат\p{L}*|좌표|坐标|座標|gps|location|position|point|ort|lage|wgs\s*-?\s*84|epsg:?\s*4326|ddm|dms|dd|approx\.?|circa|of|y|и|degrees?|deg|위경도|ca\.|at|the|de|di|and|und|et|geo|地点|位置|위치`;

const TOKEN = new RegExp(
  [
    String.raw`(?<number>\d+(?:\.\d{1,2}){2}(?:\.\d+)?(?![\d.])|\d+(?:\.\d+)?)`,
    `(?<degree>°)`,
    `(?<second>"|'')`,
    `(?<minute>')`,
    String.raw`(?<loose>(?<!\p{L})[xy](?=\s*[:=]))`,
    ...['latitude', 'longitude'].map((name, at) => word(name, [latitude, longitude][at]!)),
    word('noise', noise),
    ...sides.map(([side, source]) => word(side, source)),
    String.raw`(?<O>o(?!\p{L}))`,
    String.raw`(?<break>[,;/|&]|\.(?!\d))`,
    String.raw`(?<bracket>[()[\]{}])`,
    String.raw`(?<blank>[\s:=~≈@]+)`,
    '(?<dash>-)',
    String.raw`(?<plus>\+)`,
    String.raw`(?<unknown>\p{L}[\p{L}\p{M}]*|.)`,
  ].join('|'),
  'giuy',
);
/** A word ends where no letter follows; one in Chinese or Korean needs no such end. */
function word(name: string, source: string): string {
  return String.raw`(?<${name}>(?<!\p{Script=Latin}|\p{Script=Cyrillic})(?:${source})(?!\p{Script=Latin}|\p{Script=Cyrillic}))`;
}

/** '42d32m24s', in one case: a letter of the other case is a side, as in '33d26m56S'. */
const letteredUnits = ['dms', 'DMS'].map(([d, m, s]) => {
  const number = String.raw`\s*\d+(?:\.\d+)?\s*`;
  return new RegExp(
    String.raw`(?<=\d\s*)${d}(?!\p{L}{2})(?:(${number})${m}(?:(${number})${s}(?!\p{Ll}))?)?`,
    'gu',
  );
});

/** Words and letters for degrees, minutes and seconds as their signs. */
function withSigns(text: string): string {
  const signs = unitWords.reduce(
    (plain, words, size) =>
      plain.replaceAll(new RegExp(String.raw`(?<=\d\s*)(?:${words})`, 'giu'), `°'"`[size]!),
    text,
  );
  return letteredUnits.reduce(
    (plain, lettered) =>
      plain.replace(
        lettered,
        (_, minutes?: string, seconds?: string) =>
          `°${minutes ? `${minutes}'` : ''}${seconds ? `${seconds}"` : ''}`,
      ),
    signs,
  );
}

/** The parts of a tidied text, in which a comma is never a decimal one any more. */
export function degreeTokens(given: string): DegreeToken[] {
  const text = withSigns(given);
  const found: DegreeToken[] = [];
  let sign: '' | '+' | '-' = '';
  for (const { groups = {}, index, 0: whole } of text.matchAll(TOKEN)) {
    const name = Object.keys(groups).find((one) => groups[one] !== undefined)!;
    const rest = text.slice(index + whole.length);
    const before = text[index - 1] ?? '';
    if (name === 'number') found.push({ kind: 'number', sign, parts: partsOf(whole) });
    else if (name === 'dash' || name === 'plus') {
      const stroke = strokeAt(before, rest, found.at(-1));
      if (stroke === 'sign') {
        sign = whole === '-' ? '-' : '+';
        continue;
      }
      found.push({ kind: stroke });
    } else if (whole === 'o' && /\d/.test(before) && /^\s*\d+(?:\.\d+)?\s*'/.test(rest)) {
      // '42o32'24"N': the letter for the sign of degrees.
      found.push({ kind: 'unit', size: 0 });
    } else if (name !== 'blank') found.push(plainToken(name, whole));
    else if (sign !== '') continue;
    else if (found.at(-1)?.kind === 'number' && /^\s*:\s*$/.test(whole) && /^\d/.test(rest))
      found.push({ kind: 'colon' });
    sign = '';
  }
  return found;
}

/** The stretches of a text between brackets and words that are not known here, and what ends each: '' at its end. */
export function wordlessRuns(text: string): { run: string; end: string }[] {
  const runs = [{ run: '', end: '' }];
  for (const { groups = {}, 0: whole } of withSigns(text).matchAll(TOKEN)) {
    const last = runs.at(-1)!;
    if (groups.unknown === undefined && groups.bracket === undefined) last.run += whole;
    else {
      last.end = whole;
      runs.push({ run: '', end: '' });
    }
  }
  return runs;
}

/** What a dash or plus is: a sign, what joins degrees and minutes, what parts two places, or not to be told ('dash'). */
function strokeAt(
  before: string,
  rest: string,
  last: DegreeToken | undefined,
): 'sign' | 'hyphen' | 'break' | 'dash' | 'unknown' {
  if (/^\d/.test(rest)) {
    if (/\d/.test(before)) return 'hyphen';
    return /[°'"]/.test(before) ? 'dash' : 'sign';
  }
  // '33.45-' is negative to some, and nobody knows what '--33.45' is.
  if (/^[+-]/.test(rest) || (/\d/.test(before) && /^\s*(?:[,;]|$)/.test(rest))) return 'unknown';
  if (!/^\s+\d/.test(rest)) return 'break';
  return last?.kind === 'break' ? 'sign' : 'dash';
}

function plainToken(name: string, whole: string): DegreeToken {
  if (name === 'degree' || name === 'minute' || name === 'second')
    return { kind: 'unit', size: name === 'degree' ? 0 : name === 'minute' ? 1 : 2 };
  if (name === 'latitude' || name === 'longitude') return { kind: 'axis', axis: name };
  if (name === 'loose')
    return { kind: 'axis', axis: whole.toLowerCase() === 'y' ? 'latitude' : 'longitude', loose: true };
  if (name === 'N' || name === 'S' || name === 'E' || name === 'W' || name === 'O')
    return { kind: 'side', side: name };
  return { kind: name === 'break' || name === 'bracket' || name === 'noise' ? name : 'unknown' };
}

/** '42.32.24.4' is degrees, minutes and seconds with decimals. */
function partsOf(number: string): string[] {
  const [degrees, minutes, seconds, fraction] = number.split('.');
  if (seconds === undefined) return [number];
  return [degrees!, minutes!, fraction === undefined ? seconds : `${seconds}.${fraction}`];
}

/** What the words of a text tell of the letter O. */
export function sideOfO(text: string): 'E' | 'W' | undefined {
  if (
    /\b(?:ost|breite|länge|nördl\p{L}*|südl\p{L}*|süd|grad|noorder\p{L}*|oost\p{L}*|zuid\p{L}*)(?!\p{L})/iu.test(
      text,
    )
  )
    return 'E';
  if (
    /(?<!\p{L})(?:norte|sur|sul|latitud|longitud|grados?|graus?|gradi|degrés?|latitudine|longitudine|oeste|ouest|ovest|este|leste|est)(?!\p{L})/iu.test(
      text,
    )
  )
    return 'W';
  return undefined;
}
