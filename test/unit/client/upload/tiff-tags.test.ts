import { describe, expect, it } from 'vitest';
import { metadataField } from '#imagery/place/geo-fields.ts';
import { tags, textField } from '#imagery/tiff/tiff.ts';
import { readTiffTags } from '../../../../client/upload/card/tiff-tags.ts';
import { makeTiff } from '../../../support/imagery/geotiff.ts';

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
const ITEMS =
  '<GDALMetadata><Item name="ACQUISITIONDATETIME" domain="IMAGERY">2012-10-11 02:13:54</Item>' +
  '<Item name="SATELLITEID">WV02</Item><Item name="DESCRIPTION" sample="0">red</Item>' +
  '<Item name="LICENCE">a &amp;amp; b</Item></GDALMetadata>';
const read = { ACQUISITIONDATETIME: '2012-10-11 02:13:54', SATELLITEID: 'WV02', LICENCE: 'a & b' };

describe("a file's own tags", () => {
  it.each([
    [{ big: false, little: true }],
    [{ big: false, little: false }],
    [{ big: true, little: true }],
    [{ big: true, little: false }],
  ])('are read from any kind of TIFF (%o)', async (kind) => {
    expect((await readTiffTags(tiff(ITEMS, kind))).items).toEqual(read);
  });

  it('are read as the server reads them, dates and owners too', async () => {
    const file = makeTiff({
      width: 2,
      height: 2,
      pixels: new Uint8Array(4),
      fields: [
        textField(tags.imageDescription, 'satId = WV02'),
        textField(tags.dateTime, '2012:11:02 10:20:30'),
        textField(tags.copyright, '(C) COPYRIGHT 2012 DigitalGlobe, Inc.'),
        metadataField({ CLOUDCOVER: '4' }, ['red']),
      ],
    });
    expect(await readTiffTags(new Blob([new Uint8Array(file)]))).toEqual({
      items: { CLOUDCOVER: '4' },
      description: 'satId = WV02',
      dateTime: '2012:11:02 10:20:30',
      copyright: '(C) COPYRIGHT 2012 DigitalGlobe, Inc.',
    });
  });

  it('are left alone where the file is none, is cut short, or points at itself', async () => {
    const nothing = { items: {}, description: null, dateTime: null, copyright: null };
    expect(await readTiffTags(new Blob(['<VRTDataset/>']))).toEqual(nothing);
    expect(await readTiffTags(new Blob([]))).toEqual(nothing);
    expect(await readTiffTags(tiff(ITEMS).slice(0, 12))).toEqual(nothing);
    expect((await readTiffTags(tiff(ITEMS, { next: 8 }))).items).toEqual(read);
  });

  it('are never read beyond the file or a set length, whatever the file announces', async () => {
    expect((await readTiffTags(tiff(ITEMS, { announced: 0xffff_ffff }))).items).toEqual(read);
    const far = `<GDALMetadata>${' '.repeat(70_000)}<Item name="PLATFORM">late</Item></GDALMetadata>`;
    expect((await readTiffTags(tiff(far))).items).toEqual({});
  });
});
