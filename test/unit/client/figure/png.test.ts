import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { withFacts } from '../../../../client/figure/png.ts';
import { readPng } from '../../../support/base/png.ts';

const LONG = 'Credit: A. Licence: B';

describe('facts in a PNG', () => {
  let plain: Buffer;
  let told: Uint8Array;

  beforeAll(async () => {
    plain = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    told = withFacts(plain, {
      dotsPerInch: 300,
      texts: [
        ['Title', 'Guard tower, razed'],
        ['Copyright', LONG],
        ['Description', '회령 – no evidence'],
      ],
    });
  });

  test('leave the pixels as they were', async () => {
    const pixels = (file: Uint8Array) => sharp(file).raw().toBuffer();
    expect((await pixels(told)).equals(await pixels(plain))).toBe(true);
  });

  test('tell the size in print', async () => {
    expect(readPng(told).perMetre).toEqual([11_811, 11_811]);
    expect((await sharp(told).metadata()).density).toBe(300);
  });

  test('stand in words, in any script', () => {
    const { texts } = readPng(told);
    expect(texts.get('Title')).toEqual({ type: 'tEXt', text: 'Guard tower, razed' });
    expect(texts.get('Copyright')).toEqual({ type: 'tEXt', text: LONG });
    expect(texts.get('Description')).toEqual({ type: 'iTXt', text: '회령 – no evidence' });
  });
});
