/** What a JPEG says of itself before a decoder has allocated anything for it. */
export type JpegFrame = {
  width: number;
  height: number;
  bandCount: number;
  progressive: boolean;
};

/** As many as libtiff takes: a progressive JPEG can ask for the whole block's work with each. */
const MOST_SCANS = 100;

/**
 * The one frame of a JPEG (ITU-T T.81, B.2): of 8 bits, baseline, extended or progressive.
 *
 * Wherever a decoder may come to lie, by a length that lies to it, the two bytes with which a frame begins are what
 * makes it allocate: so they are looked for byte by byte, and occur once. Only what programs put before all tables,
 * such as a thumbnail, is passed over by its length. Throws Error where there is none, or another one, or more scans
 * than any program writes.
 */
export function readJpegFrame(bytes: Uint8Array): JpegFrame {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Error('No JPEG data');
  let start = 2;
  while (bytes[start] === 0xff && isRemark(bytes[start + 1]!))
    start += 2 + Math.max(2, number16(bytes, start + 2));
  const frames: number[] = [];
  let scans = 0;
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) frames.push(at);
    if (marker === 0xda) scans++;
  }
  const [at] = frames;
  if (at === undefined || at + 10 > bytes.length) throw new Error('JPEG without a frame header');
  if (frames.length > 1) throw new Error('JPEG of several frames');
  if (scans > MOST_SCANS) throw new Error(`JPEG of ${scans} scans`);
  if (bytes[at + 4] !== 8) throw new Error('JPEG of other than 8 bits');
  return {
    height: number16(bytes, at + 5),
    width: number16(bytes, at + 7),
    bandCount: bytes[at + 9]!,
    progressive: bytes[at + 1] === 0xc2,
  };
}

/** True for the tables that all blocks of an image share: no frame and no scan is in them. */
export function areJpegTables(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if ([0xc0, 0xc1, 0xc2, 0xda].includes(bytes[at + 1]!)) return false;
  return true;
}

/** Markers of applications' own data and of comments. */
function isRemark(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
}

function number16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
