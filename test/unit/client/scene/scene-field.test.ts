import { expect, it } from 'vitest';
import { originInWords, valueInWords } from '../../../../client/scene/scene-field.ts';

it.each([
  [{ from: 'hand', detail: 'Ana' }, 'by hand, Ana'],
  [{ from: 'file', detail: 'TIFFTAG_DATETIME' }, 'file: TIFFTAG_DATETIME'],
  [{ from: 'beside', detail: '12OCT11021354-M2AS.IMD: meanSunEl' }, 'IMD: meanSunEl'],
  [{ from: 'beside', detail: 'item.json: eo:cloud_cover' }, 'json: eo:cloud_cover'],
  [{ from: 'beside', detail: 'MTD_TL.xml: format' }, 'xml'],
  [{ from: 'name', detail: 'camp 2012.tif' }, 'file name'],
  [{ from: 'default', detail: "as for 'valley'" }, 'kept for this site'],
] as const)('an origin is told in few words: %o', (origin, words) => {
  expect(originInWords(origin)).toBe(words);
});

it.each([
  ['acquired', '2012-10-11T02:13:54.123Z', '2012-10-11 02:13 UTC'],
  ['acquired', '2012-10', '2012-10'],
  ['gsd', 0.500123, '0.5001 m'],
  ['viewAzimuth', 110.5, '110.5°'],
  ['cloudCover', 3, '3%'],
  ['platform', 'WorldView-2', 'WorldView-2'],
] as const)(
  'a value is told with its unit and no more exactly than it is known: %s %s',
  (field, value, words) => {
    expect(valueInWords(field, value)).toBe(words);
  },
);
