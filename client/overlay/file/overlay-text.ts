import { OverlayRefusal } from './overlay-refusal.ts';

/** The text of a file. */
export type DecodedText = {
  text: string;
  /** The encoding that the file names, or 'UTF-8'. */
  encoding: string;
  /** Whether the file names its encoding. */
  isNamed: boolean;
  /** Whether bytes of it are none of that encoding: each stands as U+FFFD. */
  isDamaged: boolean;
};

/** Names of encodings that the Encoding Standard lacks, and what stands for them there. */
const OTHER_NAMES: Record<string, string> = {
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  'x-windows-949': 'euc-kr',
  euckr: 'euc-kr',
  cp932: 'shift_jis',
  'x-ms932': 'shift_jis',
  eucjp: 'euc-jp',
  cp936: 'gbk',
  ms936: 'gbk',
  euccn: 'gbk',
  'euc-cn': 'gbk',
  cp950: 'big5',
  ms950: 'big5',
  koi8r: 'koi8-r',
  cp65001: 'utf-8',
  // The standard reads these as windows-1252, which what is no ASCII seldom is.
  ascii: 'utf-8',
  'us-ascii': 'utf-8',
  'ansi_x3.4-1968': 'utf-8',
};
/** Their letters are bytes of ASCII, so that they would be taken for such. */
const ASCII_IN_DISGUISE =
  /^(?:x-)?(?:utf-?7|unicode-1-1-utf-7|utf-7-imap|hz-gb-2312|hz|iso-2022-(?:kr|cn|cn-ext))$/i;

/**
 * The text of bytes: in the encoding that their byte order mark tells, else their zeros (UTF-16, UTF-32), else an XML
 * declaration, else in UTF-8. Throws OverlayRefusal with a sentence.
 */
export function decodedText(bytes: Uint8Array): DecodedText {
  const marked = encodingOfMark(bytes) ?? encodingOfZeros(bytes);
  if (marked?.startsWith('utf-32')) return { ...utf32(bytes, marked), encoding: 'UTF-32', isNamed: true };
  const named = marked ?? declaredEncoding(bytes);
  const encoding = named ?? 'UTF-8';
  if (ASCII_IN_DISGUISE.test(encoding))
    throw new OverlayRefusal(`It is in the encoding ${encoding}, which is not read: save it in UTF-8.`);
  // What begins with '<' in one byte is no UTF-16, whatever its declaration says: programs write so of old.
  const label = !marked && /^utf-?(?:16|32)|^ucs/i.test(encoding) ? 'utf-8' : encoding.toLowerCase();
  const isNamed = named !== undefined;
  const known = knownLabel(OTHER_NAMES[label] ?? label);
  try {
    const text = new TextDecoder(known, { fatal: true }).decode(bytes);
    return { text, encoding, isNamed, isDamaged: false };
  } catch {
    return { ...readAnyway(bytes, known), encoding, isNamed };
  }
}

/** What is sound UTF-8 is hardly anything else, whatever encoding was declared. */
function readAnyway(bytes: Uint8Array, label: string): { text: string; isDamaged: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isDamaged: false };
  } catch {
    return { text: new TextDecoder(label).decode(bytes), isDamaged: true };
  }
}

/** Of an encoding that is not known only the ASCII is sure, which UTF-8 reads alike. */
function knownLabel(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'x-user-defined' ? 'utf-8' : label;
  } catch {
    return 'utf-8';
  }
}

function encodingOfMark([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : undefined;
}

/** What begins with a character of ASCII, as XML and JSON do. */
function encodingOfZeros([a, b, c, d]: Uint8Array): string | undefined {
  const zeros = [a, b, c, d].map((byte) => (byte === 0 ? '0' : '1')).join('');
  return { '0001': 'utf-32be', '1000': 'utf-32le', '0101': 'utf-16be', '1010': 'utf-16le' }[zeros];
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)\s*["']/i.exec(start)?.[1];
}

function utf32(bytes: Uint8Array, encoding: string): { text: string; isDamaged: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [text, isDamaged] = ['', bytes.length % 4 !== 0];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, encoding === 'utf-32le');
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (!isCharacter) isDamaged = true;
    if (code !== 0xfeff || at > 0) text += isCharacter ? String.fromCodePoint(code) : '\ufffd';
  }
  return { text, isDamaged };
}
