import { expect, it } from 'vitest';
import { acquiredInName } from '../../../../client/scene/date-in-name.ts';

const today = new Date('2026-11-24T00:00:00Z');

it.each([
  ['12OCT11021354-M2AS-052.TIF', '2012-10-11T02:13:54Z'],
  ['S2A_MSIL1C_20220912T102031_N0400.tif', '2022-09-12T10:20:31Z'],
  ['20161003_021855_0e26_analytic.tif', '2016-10-03T02:18:55Z'],
  ['LE07_L1TP_119039_20000317_20170213_01_T1.tif', '2000-03-17'],
  ['camp22 2012-10-11.tif', '2012-10-11'],
  ['camp22_2012.10.11_pan.tiff', '2012-10-11'],
  ['valley-11OCT2012.tif', '2012-10-11'],
  ['valley 5 2010-11.tif', '2010-11'],
  ['pucallpa_1985.tif', '1985'],
])('proposes the date that the name %s tells, no more exactly than it does', (name, acquired) => {
  expect(acquiredInName(name, today)).toBe(acquired);
});

it.each([
  ['scene.tif'],
  ['joplin-before-epsg26915.tif'],
  ['tile_120121011.tif'],
  ['plan-2031.tif'],
  ['2012-13-45.tif', '2012'],
  ['20300101.tif'],
])('proposes nothing that the name %s does not tell', (name, acquired = undefined) => {
  expect(acquiredInName(name, today)).toBe(acquired);
});
