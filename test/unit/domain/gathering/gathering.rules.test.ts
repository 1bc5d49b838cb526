import { describe, expect, it } from 'vitest';
import { bandInName, orderOfBands, titleOfBand } from '#domain/gathering/band-name.rules.ts';
import { type Place, proposeGatherings, sketchMosaic } from '#domain/gathering/gathering.rules.ts';
import { tileInName } from '#domain/gathering/tile-name.rules.ts';

describe("the band in a file's name", () => {
  it.each([
    // Sentinel-2, L1C and L2A
    ['T52TCL_20200101T021049_B02.tif', 'T52TCL_20200101T021049', 'B02 blue', 'band'],
    ['T52TCL_20200101T021049_B8A_20m.tif', 'T52TCL_20200101T021049', 'B8A near infrared, narrow', 'band'],
    ['T52TCL_20200101T021049_SCL_20m.tif', 'T52TCL_20200101T021049', 'SCL', 'quality'],
    ['T52TCL_20200101T021049_TCI_10m.tif', 'T52TCL_20200101T021049', 'TCI', 'picture'],
    ['2020-01-01-00_00_Sentinel-2_L2A_B04_(Raw).tiff', '2020-01-01-00_00_Sentinel-2_L2A', 'B04 red', 'band'],
    ['B11.tif', '', 'B11 shortwave infrared 1', 'band'],
    ['openlayers__sentinel-b08.tif', 'openlayers__sentinel', 'B08 near infrared', 'band'],
    // Landsat, Collections 2 and 1 and before
    [
      'LC08_L1TP_116031_20200101_20200823_02_T1_B4.TIF',
      'LC08_L1TP_116031_20200101_20200823_02_T1',
      'B4 red',
      'band',
    ],
    [
      'LC09_L2SP_116031_20220101_20220123_02_T1_SR_B2.TIF',
      'LC09_L2SP_116031_20220101_20220123_02_T1',
      'SR_B2 blue',
      'band',
    ],
    [
      'LC09_L2SP_116031_20220101_20220123_02_T1_ST_B10.TIF',
      'LC09_L2SP_116031_20220101_20220123_02_T1',
      'ST_B10 thermal 1',
      'band',
    ],
    [
      'LC09_L2SP_116031_20220101_20220123_02_T1_QA_PIXEL.TIF',
      'LC09_L2SP_116031_20220101_20220123_02_T1',
      'QA_PIXEL',
      'quality',
    ],
    [
      'LC08_L1TP_116031_20170101_20170218_01_T1_BQA.TIF',
      'LC08_L1TP_116031_20170101_20170218_01_T1',
      'BQA',
      'quality',
    ],
    [
      'LC08_L1TP_116031_20170101_20170218_01_T1_B8.TIF',
      'LC08_L1TP_116031_20170101_20170218_01_T1',
      'B8 panchromatic',
      'pan',
    ],
    [
      'LE07_L1TP_116031_20020101_20200917_02_T1_B6_VCID_1.TIF',
      'LE07_L1TP_116031_20020101_20200917_02_T1',
      'B6_VCID_1 thermal, low gain',
      'band',
    ],
    [
      'LT05_L1TP_116031_19850101_20200918_02_T1_B4.TIF',
      'LT05_L1TP_116031_19850101_20200918_02_T1',
      'B4 near infrared',
      'band',
    ],
    [
      'LM04_L1TP_116031_19830101_20200902_02_T2_B4.TIF',
      'LM04_L1TP_116031_19830101_20200902_02_T2',
      'B4 near infrared 2',
      'band',
    ],
    [
      'LM02_L1TP_124031_19770101_20200902_02_T2_B4.TIF',
      'LM02_L1TP_124031_19770101_20200902_02_T2',
      'B4 green',
      'band',
    ],
    [
      'LT08_L1GT_116031_20200101_20200823_02_T2_B10.TIF',
      'LT08_L1GT_116031_20200101_20200823_02_T2',
      'B10 thermal 1',
      'band',
    ],
    ['LC81160312014001LGN00_B5.TIF', 'LC81160312014001LGN00', 'B5 near infrared', 'band'],
    // words and numbers
    ['camp22_2012_red.tif', 'camp22_2012', 'red', 'band'],
    ['camp22-NIR.tif', 'camp22', 'near infrared', 'band'],
    ['camp22_pan.tif', 'camp22', 'panchromatic', 'pan'],
    ['camp22_band3.tif', 'camp22', 'band3', 'band'],
    ['camp22_3.tif', 'camp22', '3', 'band'],
  ])('%s', (fileName, stem, title, kind) => {
    const found = bandInName(fileName);
    expect(found?.stem).toBe(stem);
    expect(titleOfBand(found!.band)).toBe(title);
    expect(found?.band.kind).toBe(kind);
  });

  it.each(['camp22.tif', 'camp22_before.tif', 'camp22_2012.tif', 'cered.tif', 'taizhou-after.tif'])(
    '%s names none',
    (fileName) => expect(bandInName(fileName)).toBeNull(),
  );

  it('puts true colours first, else infrared ones, and the rest by number', () => {
    const codes = (names: string[]) =>
      orderOfBands(names.map((name) => bandInName(name)!.band)).map(({ code }) => code);
    expect(codes(['B01.tif', 'B02.tif', 'B03.tif', 'B04.tif', 'B08.tif'])).toEqual([
      'B04',
      'B03',
      'B02',
      'B01',
      'B08',
    ]);
    const landsat = (band: number) => `LM04_L1TP_116031_19830101_20200902_02_T2_B${band}.TIF`;
    expect(codes([landsat(2), landsat(10), landsat(1)])).toEqual(['B1', 'B2', 'B10']);
    expect(codes(['x_green.tif', 'x_nir.tif', 'x_red.tif'])).toEqual(['nir', 'red', 'green']);
  });
});

describe("the tile in a file's name", () => {
  it.each([
    [
      '10OCT12021354-M2AS_R1C2-052345678010_01_P001.TIF',
      '10OCT12021354-M2AS_*-052345678010_01_P001',
      'R1C2',
      [1, 2],
    ],
    [
      'IMG_PHR1A_PMS_201210110213542_ORT_1234-001_R2C1.TIF',
      'IMG_PHR1A_PMS_201210110213542_ORT_1234-001_*',
      'R2C1',
      [2, 1],
    ],
    ['10OCT12021354-P2AS-052345678010_01_P002.TIF', '10OCT12021354-P2AS-052345678010_01_*', 'P002', [2]],
    ['hoeryong-0000000000-0000008192.tif', 'hoeryong-*', '0000000000-0000008192', [0, 8192]],
    ['L15-1762E-1389N_quad.tif', 'L15-*_quad', '1762E-1389N', [-1389, 1762]],
    ['camp22_tile_0_1.tif', 'camp22_tile_*', '0_1', [0, 1]],
    ['camp22_01_02.tif', 'camp22_*', '01_02', [1, 2]],
    ['camp22_7.tif', 'camp22_*', '7', [7]],
  ])('%s', (fileName, stem, code, order) => {
    expect(tileInName(fileName)).toMatchObject({ stem, code, order });
  });
});

const place = (x: number, y: number, more: Partial<Place> & { pixel?: number } = {}): Place => {
  const { pixel = 0.5, ...rest } = more;
  return {
    crs: 'EPSG:32652',
    affine: [x, pixel, 0, y, 0, -pixel],
    width: 100,
    height: 100,
    bandCount: 1,
    ...rest,
  };
};
const files = (...given: (string | [string, Place])[]) =>
  given.map((one) => {
    const [fileName, where] = typeof one === 'string' ? [one, undefined] : one;
    return { key: fileName, fileName, ...(where && { place: where }) };
  });
const told = (...given: (string | [string, Place])[]) =>
  proposeGatherings(files(...given)).map(({ arrangement, title, members }) => [
    arrangement,
    title,
    members
      .filter(({ chosen }) => chosen)
      .map(({ bandName, tile, fileName }) => bandName ?? tile ?? fileName),
  ]);

describe('files that are dropped together', () => {
  it('are proposed as the bands of one image where their names say so', () => {
    const name = (band: string) => `T52TCL_20200101T021049_${band}.tif`;
    expect(told(name('B02'), name('B03'), name('B04'), name('B08'), name('TCI'), 'camp22.tif')).toEqual([
      ['bands', 'T52TCL_20200101T021049', ['B04 red', 'B03 green', 'B02 blue', 'B08 near infrared']],
    ]);
  });

  it('are two images where they are of two dates', () => {
    const name = (date: string, band: number) => `LC08_L1TP_116031_${date}_20200823_02_T1_B${band}.TIF`;
    expect(
      told(name('20190101', 4), name('20190101', 5), name('20200101', 4), name('20200101', 5)),
    ).toHaveLength(2);
  });

  it('give each band once, with its finest pixels; panchromatic, masks and pictures are kept apart, and it is said why', () => {
    const name = (rest: string) => `T52TCL_20200101T021049_${rest}.tif`;
    const [proposal] = proposeGatherings(
      files(name('B04_20m'), name('B04_10m'), name('B8A_20m'), name('SCL_20m'), name('TCI_10m')),
    );
    expect(proposal!.members.map(({ fileName, chosen, reason }) => [fileName, chosen, reason])).toEqual([
      [name('B04_20m'), false, 'the same band is there with finer pixels'],
      [name('B04_10m'), true, undefined],
      [name('B8A_20m'), true, undefined],
      [name('SCL_20m'), false, 'a mask or classification, not a picture'],
      [name('TCI_10m'), false, 'a picture of several bands: a scene of its own'],
    ]);
  });

  it('are no bands of one image where they lie in different places', () => {
    const names: [string, Place][] = [
      ['a_red.tif', place(0, 0)],
      ['a_nir.tif', place(5_000, 0)],
    ];
    expect(told(...names)).toEqual([]);
  });

  it('with bare numbers are told by their places: on one another bands, side by side tiles, unknown nothing', () => {
    expect(told('a_1.tif', 'a_2.tif')).toEqual([]);
    expect(told(['a_1.tif', place(0, 0)], ['a_2.tif', place(0, 0)])).toEqual([['bands', 'a', ['1', '2']]]);
    expect(told(['a_1.tif', place(0, 0)], ['a_2.tif', place(50, 0)])).toEqual([['mosaic', 'a', ['1', '2']]]);
  });

  it('are no gathering where they are pictures of one place at two dates', () => {
    const colour = { bandCount: 3 };
    expect(told(['a_1.tif', place(0, 0, colour)], ['a_2.tif', place(0, 0, colour)])).toEqual([]);
    expect(told(['1985.tif', place(0, 0)], ['1990.tif', place(0, 0)])).toEqual([]);
    expect(told(['a_t0.tif', place(0, 0, colour)], ['a_t1.tif', place(0, 0, colour)])).toEqual([]);
    expect(told(['site-before.tif', place(0, 0, colour)], ['site-after.tif', place(0, 0, colour)])).toEqual(
      [],
    );
  });

  it('are proposed as tiles in the order of rows and columns', () => {
    const name = (tile: string) => `10OCT12021354-M2AS_${tile}-052345678010_01_P001.TIF`;
    expect(told(name('R2C1'), name('R1C2'), name('R1C1'))).toEqual([
      ['mosaic', '10OCT12021354-M2AS_052345678010_01_P001', ['R1C1', 'R1C2', 'R2C1']],
    ]);
  });

  it('keep panchromatic and multispectral tiles of one order apart', () => {
    const name = (kind: string, tile: string) => `10OCT12021354-${kind}_${tile}-052345678010_01_P001.TIF`;
    expect(
      told(name('M2AS', 'R1C1'), name('M2AS', 'R1C2'), name('P2AS', 'R1C1'), name('P2AS', 'R1C2')),
    ).toHaveLength(2);
  });

  it('are tiles, too, where only their places say so and their dates agree', () => {
    const strip = (second: number, x: number, date = '20200101'): [string, Place] => [
      `${date}_0210${second}_1032_3B_AnalyticMS.tif`,
      place(x, 0, { bandCount: 4 }),
    ];
    expect(told(strip(10, 0), strip(12, 45))).toEqual([
      [
        'mosaic',
        '20200101',
        ['20200101_021010_1032_3B_AnalyticMS.tif', '20200101_021012_1032_3B_AnalyticMS.tif'],
      ],
    ]);
    expect(told(strip(10, 0), strip(12, 45, '20200102'))).toEqual([]);
    expect(told(strip(10, 0), strip(12, 5_000))).toEqual([]);
  });

  it('are no mosaic where their pixels differ in size or their systems differ', () => {
    expect(told(['a_1.tif', place(0, 0)], ['a_2.tif', place(50, 0, { pixel: 0.6 })])).toEqual([]);
    expect(told(['a_1.tif', place(0, 0)], ['a_2.tif', place(50, 0, { crs: 'EPSG:32651' })])).toEqual([]);
  });
});

describe('the drawing of a mosaic', () => {
  it('tells what no tile covers, and which overlap', () => {
    const sketch = sketchMosaic([place(0, 0), place(50, 0), place(0, -50)]);
    expect(sketch).toMatchObject({ gaps: 0.25, overlaps: 0, aspect: 1 });
    expect(sketch.tiles[1]).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.5 });
    expect(sketchMosaic([place(0, 0), place(40, 0)])).toMatchObject({ gaps: 0, overlaps: 1 });
  });
});
