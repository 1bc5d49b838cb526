import { describe, expect, it } from 'vitest';
import { claimsOfFileName } from '../../../../server/scene/metadata/file-name.rules.ts';

const today = new Date('2026-11-24T00:00:00Z');
const told = (name: string) =>
  Object.fromEntries(claimsOfFileName(name, today).map(({ field, value }) => [field, value]));

describe("a file's name", () => {
  it.each([
    [
      '12OCT11021354-M2AS-052000000001_01_P001.TIF',
      { acquired: '2012-10-11T02:13:54.000Z', provider: 'Maxar (DigitalGlobe)' },
    ],
    [
      'WV02_20121011021354_103001001A2B3C00_12OCT11021354-P2AS.tif',
      {
        acquired: '2012-10-11T02:13:54.000Z',
        platform: 'WorldView-2',
        provider: 'Maxar (DigitalGlobe)',
        catalogueId: '103001001A2B3C00',
      },
    ],
    [
      '1050010012AB3400-visual.tif',
      { platform: 'GeoEye-1', provider: 'Maxar (DigitalGlobe)', catalogueId: '1050010012AB3400' },
    ],
    [
      'LC08_L1TP_116031_20161003_20200906_02_T1_B4.TIF',
      {
        acquired: '2016-10-03',
        platform: 'Landsat 8',
        provider: 'U.S. Geological Survey',
        catalogueId: 'LC08_L1TP_116031_20161003_20200906_02_T1',
      },
    ],
    [
      'LT51160311985123HAJ00_B3.tif',
      {
        acquired: '1985-05-03',
        platform: 'Landsat 5',
        provider: 'U.S. Geological Survey',
        catalogueId: 'LT51160311985123HAJ00',
      },
    ],
    [
      'S2A_MSIL1C_20220912T021541_N0400_R003_T52TEN_20220912T060101.tif',
      {
        acquired: '2022-09-12T02:15:41.000Z',
        platform: 'Sentinel-2A',
        instrument: 'MSI',
        provider: 'Copernicus (ESA)',
        catalogueId: 'S2A_MSIL1C_20220912T021541_N0400_R003_T52TEN_20220912T060101',
      },
    ],
    [
      'T52TEN_20220912T021541_B04_10m.tif',
      { acquired: '2022-09-12T02:15:41.000Z', instrument: 'MSI', provider: 'Copernicus (ESA)' },
    ],
    [
      '20161003_021855_0e26_3B_AnalyticMS.tif',
      {
        acquired: '2016-10-03T02:18:55.000Z',
        platform: 'PlanetScope 0e26',
        provider: 'Planet',
        catalogueId: '20161003_021855_0e26',
      },
    ],
    [
      '20210304_021855_34_2262_3B_AnalyticMS_SR.tif',
      {
        acquired: '2021-03-04T02:18:55.340Z',
        platform: 'PlanetScope 2262',
        provider: 'Planet',
        catalogueId: '20210304_021855_34_2262',
      },
    ],
    [
      '5134210_2012-10-11_RE3_3A_Analytic.tif',
      { acquired: '2012-10-11', platform: 'RapidEye-3', provider: 'Planet' },
    ],
    [
      'IMG_PHR1A_PMS_201305210229011_ORT_R1C1.TIF',
      { acquired: '2013-05-21T02:29:01.000Z', platform: 'Pléiades 1A', provider: 'Airbus' },
    ],
    ['camp22 2012-10-11.tif', { acquired: '2012-10-11' }],
    ['camp22_2012.10.11_pan.tiff', { acquired: '2012-10-11' }],
    ['valley-11OCT2012.tif', { acquired: '2012-10-11' }],
    ['valley 5 2010-11.tif', { acquired: '2010-11' }],
    ['pucallpa_1985.tif', { acquired: '1985' }],
    ['1985.tif', { acquired: '1985' }],
    ['2012-13-45.tif', { acquired: '2012' }],
  ])('%s tells what its pattern says, and its date no more exactly than it does', (name, expected) => {
    expect(told(name)).toEqual(expected);
    for (const { from, detail } of claimsOfFileName(name, today))
      expect([from, detail]).toEqual(['name', name]);
  });

  it.each([
    ['scene.tif'],
    ['joplin-before-epsg26915.tif'],
    ['tile_120121011.tif'],
    ['plan-2031.tif'],
    ['20300101.tif'],
    ['LT51160311985999HAJ00.tif'],
  ])('%s tells nothing about a date', (name) => {
    expect(told(name)).not.toHaveProperty('acquired');
  });
});
