import { describe, expect, it } from 'vitest';
import { statementsOfFileName } from '#domain/metadata/file-name.rules.ts';

const today = new Date('2026-11-24T00:00:00Z');
const told = (name: string) =>
  Object.fromEntries(statementsOfFileName(name, today).map(({ field, value }) => [field, value]));

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
        acquired: '2022-09-12',
        platform: 'Sentinel-2A',
        instrument: 'MSI',
        provider: 'Copernicus (ESA)',
        catalogueId: 'S2A_MSIL1C_20220912T021541_N0400_R003_T52TEN_20220912T060101',
      },
    ],
    [
      'T52TEN_20220912T021541_B04_10m.tif',
      { acquired: '2022-09-12', instrument: 'MSI', provider: 'Copernicus (ESA)' },
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
    for (const { from, detail } of statementsOfFileName(name, today))
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

  const dated = (name: string) => {
    const statements = statementsOfFileName(name, today).filter(({ field }) => field === 'acquired');
    const values = (offered: boolean) =>
      statements.filter((statement) => (statement.offered ?? false) === offered).map(({ value }) => value);
    return [values(false).join(), values(true).join(' ')];
  };

  it.each([
    // A number before a month may be a day, or part of the name before it.
    ['Camp 22 Oct 2012.tif', '2012-10', '2012-10-22'],
    ['CAMP-22-OCT-2012.tif', '2012-10', '2012-10-22'],
    ['Camp22Oct2012.tif', '2012-10', '2012-10-22'],
    ['Camp #22 October 2012.tif', '2012-10', '2012-10-22'],
    ['Unit 16 March 2011.tif', '2011-03', '2011-03-16'],
    ['Building 3 Feb 2014.tif', '2014-02', '2014-02-03'],
    ['22-23 Oct 2012.tif', '2012-10', '2012-10-22 2012-10-23'],
    ['Camp 22-10-2012.tif', '2012-10', '2012-10-22'],
    ['valley-11-10-2012.tif', '2012', '2012-10-11 2012-11-10 2012-10'],
    // Nothing before it makes it one.
    ['22 Oct 2012.tif', '2012-10-22', ''],
    ['Camp 22 - 11 Oct 2012.tif', '2012-10-11', ''],
    ['Camp 22 11 Oct 2012.tif', '2012-10-11', ''],
    ['T-34 11 Oct 2012.tif', '2012-10-11', ''],
    ['Camp 22 (3 Oct 2012).tif', '2012-10-03', ''],
    ['Camp 22 on 3 Oct 2012.tif', '2012-10-03', ''],
    ['Camp 22, Oct 2012.tif', '2012-10', ''],
    ['Camp 22 - Oct 2012.tif', '2012-10', ''],
    ['Camp 22 Oct 11 2012.tif', '2012-10-11', ''],
    ['October 11, 2012 Camp 22.tif', '2012-10-11', ''],
    ['2012 Oct 11 Camp 22.tif', '2012-10-11', ''],
    ['38 North May 2012.tif', '2012-05', ''],
    ['38 May 2012.tif', '2012-05', ''],
    ['T-34 Oct 2012.tif', '2012-10', ''],
    ['Kwalliso 22 2012-10.tif', '2012-10', ''],
    ['Marble 2012.tif', '2012', ''],
    ['5 Marble 2012.tif', '2012', ''],
    ['Long March 2012.tif', '2012', ''],
    ['2012년 10월 11일 22호.tif', '2012-10-11', ''],
    ['2012년 10월.tif', '2012-10', ''],
    // Both orders are in use.
    ['01-02-2012.tif', '2012', '2012-02-01 2012-01-02'],
    ['5.6.2011.tif', '2011', '2011-06-05 2011-05-06'],
    ['22-10-2012.tif', '2012-10-22', ''],
    ['03-04-05.tif', '', '2003-04-05 2005-04-03 2005-03-04'],
    ['22 Oct 12.tif', '', '2012-10-22 2022-10-12'],
    // A year and a number.
    ['camp 2012_10.tif', '2012', '2012-10'],
    ['camp_10_2012.tif', '2012', '2012-10'],
    ['2012-13.tif', '', '2012 2013'],
    // Two dates.
    ['2010-2012 mosaic.tif', '', '2010 2012'],
    ['2012-10-11_2012-10-15.tif', '2012-10', '2012-10-11 2012-10-15'],
    ['LC08_AK_009007_20161003_20181115_C01.tif', '', '2016-10-03 2018-11-15'],
    ['HRNK 2012 Camp 22 2012-10-11.tif', '2012-10-11', ''],
    // No zone, no time.
    ['20121011_021354.tif', '2012-10-11', ''],
    ['IMG_20121011_103000.tif', '2012-10-11', ''],
    ['K3_20121011041234_02345_09991234_L1R.tif', '2012-10-11', ''],
    ['20121011T021354Z.tif', '2012-10-11T02:13:54.000Z', ''],
    // A datatake begins up to 40 minutes before the tile.
    ['S2A_MSIL1C_20180101T235041_N0400_R003_T01TEN_20180102T060101.tif', '2018-01', '2018-01-01 2018-01-02'],
    ['S2A_OPER_PRD_MSIL1C_PDMC_20160102T050000_R003_V20160101T021541_20160101T021541.tif', '2016-01-01', ''],
    ['AST_L1T_00310112012021354_20150607123456.tif', '2012-10-11T02:13:54.000Z', ''],
  ])('%s tells %s, and offers %s', (name, filled, offered) => {
    expect(dated(name)).toEqual([filled, offered]);
  });

  it.each([
    ['camp22_WGS_1984_UTM_52N.tif'],
    ['GCS_WGS_1984.tif'],
    ['camp WGS 1972.tif'],
    ['NAD_1983_StatePlane.tif'],
    ['NAD83_2011.tif'],
    ['ED_1950.tif'],
    ['ETRS89_2000.tif'],
    ['ETRS_1989.tif'],
    ['Korea_2000.tif'],
    ['Korean_Datum_1985.tif'],
    ['Tokyo_1918.tif'],
    ['Tokyo 1985.tif'],
    ['Pulkovo_1942.tif'],
    ['CGCS 2000.tif'],
    ['Beijing_1954.tif'],
    ['EPSG_2000.tif'],
    ['EPSG-2012.tif'],
    ['2000x2000.tif'],
    ['2000 x 2000.tif'],
    ['2000px.tif'],
    ['2012 px.tif'],
    ['2012 m.tif'],
    ['2012 UTC.tif'],
    ['v2010.tif'],
    ['version 2010.tif'],
    ['1010010011AB2012.tif'],
    ['052000000001_01_P001.tif'],
    ['id 20101010.tif'],
    ['sheet 1950.tif'],
    ['Sheet no. 1950.tif'],
    ['map 1952 II.tif'],
    ['NK 1950s.tif'],
    ['IMG_2012.tif'],
    ['Unit 1950.tif'],
    ['scale 1-2000.tif'],
    ['42.2012_129.2010.tif'],
    ['S2A_OPER_MSI_L1C_TL_SGS__20160101T050000_A002769_T52TEN_B04.tif'],
  ])('%s holds digits that are no date', (name) => {
    expect(dated(name)).toEqual(['', '']);
  });

  it.each([
    ['WGS84_2012.tif', '2012'],
    ['1984_NAD27.tif', '1984'],
    ['EPSG_32652_2012.tif', '2012'],
    ['camp22_UTM_52N_2012.tif', '2012'],
    ['North Korea 2012.tif', '2012'],
    ['Amnesty International 2012.tif', '2012'],
    ['WV02_2010.tif', '2010'],
    ['ortho_2000_10cm.tif', '2000'],
  ])('%s holds a year beside them', (name, year) => {
    expect(dated(name)).toEqual([year, '']);
  });
});
