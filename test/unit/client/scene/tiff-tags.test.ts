import { describe, expect, it } from 'vitest';
import { readTiffTags } from '../../../../client/scene/tiff-tags.ts';

/** A TIFF of one directory that holds the metadata text alone, classic or BigTIFF, in either byte order. */
function tiff(text: string, { big = false, little = true, announced = text.length, next = 0 } = {}): Blob {
  const directory = big ? 16 : 8;
  const at = directory + (big ? 8 + 20 + 8 : 2 + 12 + 4);
  const bytes = new DataView(new ArrayBuffer(at + text.length));
  bytes.setUint16(0, little ? 0x4949 : 0x4d4d);
  bytes.setUint16(2, big ? 43 : 42, little);
  const offset = (place: number, value: number) =>
    big ? bytes.setBigUint64(place, BigInt(value), little) : bytes.setUint32(place, value, little);
  if (big) bytes.setUint16(4, 8, little);
  offset(big ? 8 : 4, directory);
  if (big) offset(directory, 1);
  else bytes.setUint16(directory, 1, little);
  const entry = directory + (big ? 8 : 2);
  bytes.setUint16(entry, 42112, little);
  bytes.setUint16(entry + 2, 2, little);
  offset(entry + 4, announced);
  offset(entry + (big ? 12 : 8), at);
  offset(entry + (big ? 20 : 12), next);
  for (let i = 0; i < text.length; i++) bytes.setUint8(at + i, text.charCodeAt(i));
  return new Blob([bytes.buffer]);
}
const items =
  '<GDALMetadata><Item name="ACQUISITIONDATETIME" domain="IMAGERY">2012-10-11 02:13:54</Item>' +
  '<Item name="SATELLITEID">WV02</Item><Item name="CLOUDCOVER">4</Item></GDALMetadata>';

describe("what a file's own tags tell", () => {
  it.each([
    [{ big: false, little: true }],
    [{ big: false, little: false }],
    [{ big: true, little: true }],
    [{ big: true, little: false }],
  ])('is proposed, from any kind of TIFF (%o)', async (kind) => {
    expect(await readTiffTags(tiff(items, kind))).toEqual({
      acquired: '2012-10-11T02:13:54Z',
      platform: 'WV02',
      cloudCover: '4',
    });
  });

  it('is left alone where the file is none, is cut short, or points at itself', async () => {
    expect(await readTiffTags(new Blob(['<VRTDataset/>']))).toEqual({});
    expect(await readTiffTags(new Blob([]))).toEqual({});
    expect(await readTiffTags(tiff(items).slice(0, 12))).toEqual({});
    expect(await readTiffTags(tiff(items, { next: 8 }))).toMatchObject({ platform: 'WV02' });
  });

  it('is never read beyond the file or a set length, whatever the file announces', async () => {
    expect(await readTiffTags(tiff(items, { announced: 0xffff_ffff }))).toMatchObject({ platform: 'WV02' });
    const far = `<GDALMetadata>${' '.repeat(70_000)}<Item name="PLATFORM">late</Item></GDALMetadata>`;
    expect(await readTiffTags(tiff(far))).toEqual({});
  });
});
