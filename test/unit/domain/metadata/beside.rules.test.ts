import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { statementsOfMetadataFile } from '#domain/metadata/beside.rules.ts';

const FOLDER = path.join(import.meta.dirname, '../../../fixtures/metadata');

function told(fileName: string): Record<string, unknown> {
  const statements = statementsOfMetadataFile({
    fileName,
    text: readFileSync(path.join(FOLDER, fileName), 'utf8'),
  });
  for (const { from, detail } of statements) {
    expect(from).toBe('beside');
    expect(detail).toMatch(new RegExp(`^${fileName}: `));
  }
  return Object.fromEntries(statements.map(({ field, value }) => [field, value]));
}

describe('a metadata file given along', () => {
  it("from Maxar as .IMD tells the image's own time, angles at spacecraft and ground, cloud in per cent", () => {
    expect(told('12OCT11021354-M2AS-052000000001_01_P001.IMD')).toEqual({
      acquired: '2012-10-11T02:13:54.123Z',
      platform: 'WorldView-2',
      provider: 'Maxar (DigitalGlobe)',
      catalogueId: '103001001A2B3C00',
      offNadir: 20.6,
      incidenceAngle: 22.6,
      viewAzimuth: 110.5,
      sunAzimuth: 165.2,
      sunElevation: 39.8,
      cloudCover: 3.4,
    });
  });

  it('from Maxar as .XML tells the same; cloud that is not known is not told', () => {
    expect(told('maxar-isd.XML')).toEqual({
      acquired: '2015-05-21T02:20:01.500Z',
      platform: 'WorldView-3',
      provider: 'Maxar (DigitalGlobe)',
      catalogueId: '10400100AB12CD00',
      offNadir: 13.5,
      incidenceAngle: 15,
      viewAzimuth: 190,
      sunAzimuth: 150.1,
      sunElevation: 65,
    });
  });

  it("from QuickBird's first years tells angles by their older keys", () => {
    expect(told('05MAY21021354-P2AS-005500000001_01_P001.IMD')).toEqual({
      acquired: '2005-05-21T02:13:54.654Z',
      platform: 'QuickBird-2',
      provider: 'Maxar (DigitalGlobe)',
      catalogueId: '1010010004AB1200',
      offNadir: 10.7,
      incidenceAngle: 11.5,
      viewAzimuth: 276.4,
      sunAzimuth: 148.2,
      sunElevation: 65.1,
      cloudCover: 12,
    });
  });

  it('from GeoEye as text tells incidence from elevation, and half a turn for the way in which things lean', () => {
    expect(told('po_100001_metadata.txt')).toEqual({
      acquired: '2010-11-05T02:21:00.000Z',
      platform: 'GeoEye-1',
      provider: 'GeoEye',
      catalogueId: '2010110502211111603030900001',
      incidenceAngle: 18.8,
      viewAzimuth: 55.1,
      sunAzimuth: 165.3,
      sunElevation: 31.6,
      cloudCover: 4,
    });
  });

  const several = (fileName: string, image: RegExp, change: (text: string) => string) => {
    const text = readFileSync(path.join(FOLDER, fileName), 'utf8');
    const [first = ''] = image.exec(text) ?? [];
    const statements = statementsOfMetadataFile({
      fileName,
      text: text.replace(first, `${first}\n${change(first)}`).replaceAll('\n', '\r\n'),
    });
    const [acquired, ...offered] = statements.filter(({ field }) => field === 'acquired');
    return { acquired, offered, incidence: statements.find(({ field }) => field === 'incidenceAngle') };
  };

  it.each([
    [
      'GeoEye',
      'po_100001_metadata.txt',
      /Source Image ID: [\s\S]*?Cloud Cover: 4\n/,
      (text: string) => text.replace('2010-11-05', '2010-11-08'),
      ['2010-11', '2010-11-05T02:21:00.000Z', '2010-11-08T02:21:00.000Z'],
    ],
    [
      'Maxar',
      '05MAY21021354-P2AS-005500000001_01_P001.IMD',
      /BEGIN_GROUP = IMAGE_1[\s\S]*END_GROUP = IMAGE_1\n/,
      (text: string) => text.replaceAll('IMAGE_1', 'IMAGE_2').replace('2005-05-21', '2005-06-03'),
      ['2005', '2005-05-21T02:13:54.654Z', '2005-06-03T02:13:54.654Z'],
    ],
  ])(
    'from %s of several images tells the date that they share, offers each, and of the rest the first with a caution',
    (_, fileName, image, change, dates) => {
      const { acquired, offered, incidence } = several(fileName, image, change);
      expect([acquired, ...offered].map((statement) => statement?.value)).toEqual(dates);
      expect(acquired).not.toHaveProperty('offered');
      expect(offered.every((statement) => statement.offered)).toBe(true);
      expect(incidence?.caution).toBe('The first of 2 images in it.');
    },
  );

  it('from KOMPSAT-3 keeps off nadir and incidence apart, and looks from the point below the spacecraft', () => {
    expect(told('K3_20130108042311_03456_09991234_L1R_Aux.xml')).toEqual({
      acquired: '2013-01-08T04:23:12.223Z',
      platform: 'KOMPSAT-3',
      instrument: 'AEISS',
      catalogueId: 'K3-20130108-TEST',
      offNadir: 20.2,
      incidenceAngle: 22.6,
      viewAzimuth: 270.937,
      sunAzimuth: 199.5,
      sunElevation: 24.1,
      cloudCover: 5.5,
    });
  });

  it('from Gaofen tells the day alone, of which no zone is told, and no angle that is not defined', () => {
    expect(told('GF2_PMS1_E129.9_N42.5_20160512_L1A0009999999-MSS1.xml')).toEqual({
      acquired: '2016-05-12',
      platform: 'Gaofen-2',
      instrument: 'PMS1',
      catalogueId: '9999999',
      sunAzimuth: 140.2,
      sunElevation: 62.5,
      cloudCover: 2,
    });
  });

  it.each([
    ['2016-05-12 02:35:10', '<TopLeftLongitude>129.79</TopLeftLongitude>', '2016-05-12', []],
    [
      '2016-05-12 04:35:10',
      '<TopLeftLongitude>-155.5</TopLeftLongitude>',
      '2016-05',
      ['2016-05-12', '2016-05-11'],
    ],
    ['2016-05-12 02:35:10', '', '2016-05', ['2016-05-12', '2016-05-11']],
    ['2016 05 12 11:35:10.25', '', '2016-05-12', []],
    ['2016-05-12', '', '2016-05-12', []],
  ])('from Gaofen at %s means every day that it may be in UTC: %s', (time, place, filled, offered) => {
    const statements = statementsOfMetadataFile({
      fileName: 'GF1.xml',
      text: `<ProductMetaData><SatelliteID>GF1</SatelliteID><CenterTime>${time}</CenterTime>${place}</ProductMetaData>`,
    }).filter(({ field }) => field === 'acquired');
    expect(statements.find((statement) => !statement.offered)?.value).toBe(filled);
    expect(statements.filter((statement) => statement.offered).map(({ value }) => value)).toEqual(offered);
  });

  it('from Planet as XML keeps view angle and incidence apart, and takes no scan direction for an azimuth', () => {
    expect(told('planet_metadata.xml')).toEqual({
      acquired: '2016-10-03T02:18:55.000Z',
      platform: 'PlanetScope 0e26',
      instrument: 'PS2',
      provider: 'Planet',
      catalogueId: '20161003_021855_0e26_3B_AnalyticMS',
      offNadir: 3.2,
      incidenceAngle: 3.4,
      sunAzimuth: 152.3,
      sunElevation: 40.1,
      cloudCover: 7,
    });
  });

  it('from Planet as JSON tells cloud in per cent of its share', () => {
    expect(told('planet_item.json')).toEqual({
      acquired: '2021-03-04T02:18:55.341Z',
      platform: 'PlanetScope 2262',
      instrument: 'PSB.SD',
      provider: 'Planet',
      catalogueId: '20210304_021855_34_2262',
      offNadir: 4.1,
      viewAzimuth: 280.5,
      sunAzimuth: 148.2,
      sunElevation: 35.6,
      cloudCover: 8,
    });
  });

  it("from Airbus as DIMAP 2 tells the angles at the scene's centre", () => {
    expect(told('DIM_PHR1A_PMS.XML')).toEqual({
      acquired: '2013-05-21T02:29:01.100Z',
      platform: 'Pléiades 1A',
      instrument: 'PHR',
      provider: 'AIRBUS DS GEO',
      catalogueId: 'DS_PHR1A_201305210229011_TEST',
      offNadir: 17.5,
      incidenceAngle: 19.6,
      sunAzimuth: 154.4,
      sunElevation: 65.3,
      cloudCover: 2.5,
    });
  });

  it('from SPOT as DIMAP 1, with its document type, leaves the side out of the angles', () => {
    expect(told('METADATA-SPOT5.DIM')).toEqual({
      acquired: '2005-06-01T02:29:01.000Z',
      platform: 'SPOT 5',
      instrument: 'HRG',
      provider: 'SPOT IMAGE',
      catalogueId: 'SCENE 5 305-266 05/06/01',
      offNadir: 10.9,
      incidenceAngle: 12.3,
      sunAzimuth: 140.2,
      sunElevation: 66.6,
    });
  });

  it('from Sentinel-2 tells the product, the day of its datatake, or the tile, its instant, with elevation from zenith and the mean of its bands', () => {
    expect(told('MTD_MSIL2A.xml')).toEqual({
      acquired: '2022-09-12',
      platform: 'Sentinel-2A',
      instrument: 'MSI',
      provider: 'Copernicus (ESA)',
      catalogueId: 'S2A_MSIL2A_20220912T021541_N0400_R003_T52TEN_20220912T060101',
      cloudCover: 12.3,
    });
    expect(told('MTD_TL.xml')).toEqual({
      acquired: '2022-09-12T02:24:05.123Z',
      platform: 'Sentinel-2A',
      instrument: 'MSI',
      provider: 'Copernicus (ESA)',
      catalogueId: 'S2A_OPER_MSI_L2A_TL_TEST_20220912T060101_A037001_T52TEN_N04.00',
      incidenceAngle: 7.5,
      viewAzimuth: 180,
      sunAzimuth: 160.25,
      sunElevation: 48.5,
      cloudCover: 9.75,
    });
  });

  it('from Landsat as text or JSON tells when it was acquired, not when it was processed', () => {
    expect(told('LC08_MTL.txt')).toEqual({
      acquired: '2016-10-03T02:05:31.123Z',
      platform: 'Landsat 8',
      instrument: 'OLI_TIRS',
      provider: 'U.S. Geological Survey',
      catalogueId: 'LC08_L1TP_116031_20161003_20200906_02_T1',
      offNadir: 0.014,
      sunAzimuth: 202.5,
      sunElevation: 41.52,
      cloudCover: 3.51,
    });
    expect(told('LT05_MTL.json')).toEqual({
      acquired: '1985-06-23T14:32:10.567Z',
      platform: 'Landsat 5',
      instrument: 'TM',
      provider: 'U.S. Geological Survey',
      catalogueId: 'LT05_L2SP_006066_19850623_20200918_02_T1',
      sunAzimuth: 47.9,
      sunElevation: 42.7,
    });
  });

  it('that is a STAC Item tells its properties, whoever made the image before whoever hosts it', () => {
    expect(told('stac-item.json')).toEqual({
      title: 'Valley in autumn',
      acquired: '2012-10-11T02:13:54.000Z',
      platform: 'WorldView-2',
      instrument: 'WV110',
      provider: 'Maxar',
      licence: 'CC-BY-NC-4.0',
      catalogueId: '103001001A2B3C00',
      gsd: 0.52,
      offNadir: 20.6,
      incidenceAngle: 22.6,
      viewAzimuth: 110.5,
      sunAzimuth: 165.2,
      sunElevation: 39.8,
      cloudCover: 3.4,
    });
  });
});

describe('the date of a STAC Item', () => {
  const dates = (properties: object) => {
    const statements = statementsOfMetadataFile({
      fileName: 'item.json',
      text: JSON.stringify({ stac_version: '1.1.0', id: 'x', properties }),
    }).filter(({ field }) => field === 'acquired');
    const values = (offered: boolean) =>
      statements.filter((statement) => (statement.offered ?? false) === offered).map(({ value }) => value);
    return [values(false).join(), values(true).join(' ')];
  };

  it.each([
    ['2012-10-11T00:00:00Z', '2012-10-11T23:59:59.999Z', '2012-10-11', ''],
    ['2012-10-01T00:00:00Z', '2012-10-31T23:59:59Z', '2012-10', ''],
    ['2012-01-01T00:00:00Z', '2012-12-31T23:59:59Z', '2012', ''],
    ['2012-10-11T02:13:54Z', '2012-10-11T02:13:58Z', '2012-10-11', ''],
    ['2012-10-11T02:13:54Z', '2012-10-11T02:13:54Z', '2012-10-11T02:13:54.000Z', ''],
    ['2012-10-10T23:59:58Z', '2012-10-11T00:00:02Z', '2012-10', '2012-10-10 2012-10-11'],
    ['2012-12-31T23:59:58Z', '2013-01-01T00:00:02Z', '', '2012-12-31 2013-01-01'],
    ['2011-12-31T00:00:00Z', '2012-01-02T00:00:00Z', '', ''],
    ['2012-10-12T00:00:00Z', '2012-10-11T00:00:00Z', '', ''],
    ['2012-10-11T02:13:54Z', undefined, '', ''],
  ])('is told as exactly as the range from %s to %s is', (start_datetime, end_datetime, value, offered) => {
    expect(dates({ datetime: null, start_datetime, end_datetime })).toEqual([value, offered]);
  });

  it.each([
    ['2012-10-11T02:13:56Z', '2012-10-11T02:13:54Z', '2012-10-11T02:13:58Z'],
    ['2012-10-10T23:59:59Z', '2012-10-10T23:59:58Z', '2012-10-11T00:00:02Z'],
    ['2012-10-11T00:00:00Z', '2012-10-10T23:59:58Z', '2012-10-11T00:00:02Z'],
    ['2013-01-01T00:00:00Z', '2012-12-31T23:59:58Z', '2013-01-01T00:00:02Z'],
    ['2012-12-31T23:59:59Z', '2012-12-31T23:59:58Z', '2013-01-01T00:00:02Z'],
  ])('is the instant %s beside a range of less than a day', (datetime, start_datetime, end_datetime) => {
    const instant = `${datetime.slice(0, -1)}.000Z`;
    expect(dates({ datetime, start_datetime, end_datetime })).toEqual([instant, '']);
  });

  it.each([
    [
      'of a mosaic',
      '2012-10-15T12:00:00Z',
      '2012-10-01T00:00:00Z',
      '2012-10-31T23:59:59Z',
      '2012-10',
      '2012-10-15T12:00:00.000Z',
    ],
    [
      'of a whole day',
      '2012-10-11T00:00:00Z',
      '2012-10-11T00:00:00Z',
      '2012-10-11T23:59:59Z',
      '2012-10-11',
      '',
    ],
    [
      'outside of its range',
      '2012-10-15T12:00:00Z',
      '2012-10-11T02:13:54Z',
      '2012-10-11T02:13:58Z',
      '2012-10-11',
      '2012-10-15T12:00:00.000Z',
    ],
  ])(
    '%s is that of the range, and its moment is offered',
    (_, datetime, start_datetime, end_datetime, value, offered) => {
      expect(dates({ datetime, start_datetime, end_datetime })).toEqual([value, offered]);
    },
  );

  it('counts in UTC whatever its offset is', () => {
    expect(dates({ datetime: '2012-10-11T11:13:54+09:00' })).toEqual(['2012-10-11T02:13:54.000Z', '']);
    expect(dates({ datetime: '2013-01-01t08:00:00+09:00' })).toEqual(['2012-12-31T23:00:00.000Z', '']);
  });

  it('at midnight is taken as the day, and says so; at that of another zone two days are possible', () => {
    const text = JSON.stringify({
      stac_version: '1.1.0',
      id: 'x',
      properties: { datetime: '2012-10-11T00:00:00Z' },
    });
    const statements = statementsOfMetadataFile({ fileName: 'item.json', text });
    expect(statements.find(({ field }) => field === 'acquired')).toMatchObject({
      value: '2012-10-11',
      caution: 'Midnight: taken as the day.',
    });
    expect(dates({ datetime: '2012-10-11T00:00:00+09:00' })).toEqual(['2012-10', '2012-10-10 2012-10-11']);
  });
});

describe('a file that is refused', () => {
  const refusal = (text: string) => {
    try {
      statementsOfMetadataFile({ fileName: 'a.xml', text });
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };

  it.each([
    [
      'entities that grow',
      '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><isd><IMD>&b;</IMD></isd>',
    ],
    [
      'an entity of another file',
      '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><isd><IMD><IMAGE><CATID>&a;</CATID></IMAGE></IMD></isd>',
    ],
  ])('for %s is refused before it is read', (_, text) => {
    expect(refusal(text)).toMatch(/entities of its own/);
  });

  it.each([
    ['nested without end', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`],
    ['of a million tags', `<isd>${'<a/>'.repeat(700_000)}</isd>`],
    ['cut short', '<isd><IMD><IMAGE>'],
    ['of JSON that is cut short', '{"stac_version": "1.0.0"'],
    ['of JSON nested without end', `{"a":${'['.repeat(50_000)}`],
    ['of another kind of XML', '<kml><Document/></kml>'],
    ['of another kind of JSON', '{"type":"FeatureCollection","features":[]}'],
    ['of prose', 'The image was taken in October.'],
    ['that is empty', ''],
    ['that tells nothing', '<isd><IMD><IMAGE/></IMD></isd>'],
    ['of STAC without properties', '{"stac_version":"1.0.0","properties":[]}'],
  ])('%s is refused in a sentence', (_, text) => {
    expect(refusal(text)).toMatch(/\.$/);
  });

  /** Each of these took minutes, or for ever, while what it holds was held against itself. */
  it.each([
    ['of declarations that never end', '<'.concat('<!DOCTYPE'.repeat(150_000))],
    [
      'of elements within their like',
      `<EarthObservation>${'<Platform>'.repeat(50)}${'<serialIdentifier></serialIdentifier>'.repeat(60_000)}${'</Platform>'.repeat(50)}</EarthObservation>`,
    ],
    ['of keywords with nothing but blanks', `a = b\n${`x = ${' '.repeat(1_900)}y z;\n`.repeat(1_000)}`],
  ])(
    '%s is read to its end',
    (_, text) => {
      expect(refusal(text)).toMatch(/\.$/);
    },
    60_000,
  );

  it('in one value alone loses that value: a date of no calendar, an angle of no circle, text for a number', () => {
    const statements = statementsOfMetadataFile({
      fileName: 'a.IMD',
      text: 'BEGIN_GROUP = IMAGE_1\nsatId = "WV02";\nfirstLineTime = 2012-02-30T02:13:54Z;\nmeanSunEl = 95;\nmeanSunAz = south;\nmeanSatAz = 720.5;\nCatId = "a\0b";\nEND_GROUP = IMAGE_1',
    });
    expect(statements.map(({ field }) => field)).toEqual(['platform', 'provider', 'viewAzimuth']);
    expect(statements.at(-1)?.value).toBe(180.5);
  });
});
