import { expect, it } from 'vitest';
import { statementsOfTags } from '#domain/metadata/tiff-tags.rules.ts';

const nothing = { items: {}, description: null, dateTime: null, copyright: null };
const told = (tags: Partial<Parameters<typeof statementsOfTags>[0]>) =>
  statementsOfTags({ ...nothing, ...tags }).map(({ field, value, detail }) => [field, value, detail]);

it("a file's items are read under whatever name its writer gave them, each with its key", () => {
  const items = {
    ACQUISITIONDATETIME: '2012-10-11 02:13:54',
    'IMAGERY/SATELLITEID': 'WV02',
    OFF_NADIR: '21.5',
    meanSatAz: '290.5',
    CLOUDCOVER: '3',
    SYNTHETIC: 'YES',
    NOTE: 'a',
  };
  expect(told({ items })).toEqual([
    ['acquired', '2012-10-11T02:13:54.000Z', 'ACQUISITIONDATETIME'],
    ['platform', 'WorldView-2', 'IMAGERY/SATELLITEID'],
    ['offNadir', 21.5, 'OFF_NADIR'],
    ['viewAzimuth', 110.5, 'meanSatAz'],
    ['cloudCover', 3, 'CLOUDCOVER'],
    ['synthetic', true, 'SYNTHETIC'],
  ]);
});

it('a description that lists facts is read; prose is not', () => {
  expect(told({ description: 'satId = "WV02";\nmeanSunEl = 39.8;' })).toEqual([
    ['platform', 'WorldView-2', 'satId'],
    ['sunElevation', 39.8, 'meanSunEl'],
  ]);
  expect(told({ description: 'The valley in October 2012, seen from the platform' })).toEqual([]);
});

it("TIFF's own date is told to the day, with the caution that it is often that of processing", () => {
  expect(statementsOfTags({ ...nothing, dateTime: '2011:05:21 10:20:30' })).toEqual([
    {
      field: 'acquired',
      value: '2011-05-21',
      from: 'file',
      detail: 'TIFFTAG_DATETIME',
      caution: 'Often the date of processing.',
    },
  ]);
});

it('a time of which nobody says in which zone is no time', () => {
  expect(told({ items: { ACQUIRED: '2012-10-11 02:13:54' } })).toEqual([
    ['acquired', '2012-10-11', 'ACQUIRED'],
  ]);
});

it("the start of Sentinel-2's datatake is the tile's day, and no instant of it", () => {
  expect(told({ items: { DATATAKE_SENSING_START: '2022-09-12T02:15:41.024Z' } })).toEqual([
    ['acquired', '2022-09-12', 'DATATAKE_SENSING_START'],
  ]);
});

it.each(['2012-13-45', '0000:00:00 00:00:00', '11 October 2012', ''])('no date is made of %j', (text) => {
  expect(told({ items: { ACQUIRED: text }, dateTime: text })).toEqual([]);
});

it('a description is read to its end, whatever blanks it holds', () => {
  const description = `platform = ${' '.repeat(15_000)}a b"c\nSensor: "MSI" \n Vendor=  Somebody;`;
  expect(told({ description })).toEqual([
    ['instrument', 'MSI', 'Sensor'],
    ['provider', 'Somebody', 'Vendor'],
  ]);
}, 60_000);

it('the provider is told from who holds the rights', () => {
  expect(told({ copyright: '(C) COPYRIGHT 2012 DigitalGlobe, Inc., Longmont CO USA' })).toEqual([
    ['provider', 'Maxar (DigitalGlobe)', 'TIFFTAG_COPYRIGHT'],
  ]);
  expect(told({ copyright: '(C) Somebody' })).toEqual([]);
});
