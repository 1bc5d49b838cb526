import { describe, expect, it } from 'vitest';
import { describe as describeScene } from '#domain/metadata/description.rules.ts';
import { contradicting, originsAfter, propose } from '#domain/metadata/proposal.rules.ts';
import { defaultStatements } from '#domain/metadata/site-default.rules.ts';
import { agrees } from '#domain/metadata/statement.rules.ts';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';

const statement = (
  field: Statement['field'],
  value: Statement['value'],
  from: Statement['from'],
  detail: string = from,
): Statement => ({
  field,
  value,
  from,
  detail,
});
const byFile = statement('acquired', '2012-10-11', 'file', 'ACQUISITIONDATETIME');
const byName = statement('acquired', '2012-10-13', 'name', '2012-10-13.tif');
const doubted: Statement = {
  ...statement('acquired', '2012-11-02', 'file', 'TIFFTAG_DATETIME'),
  caution: 'Often the date of processing.',
};
const about = { fileName: 'valley.tif', pixelSize: 0.5, by: 'Ana' };

describe('sources that speak of one field', () => {
  it.each<[Statement['field'], Statement['value'], Statement['value'], boolean]>([
    ['acquired', '2012-10-11', '2012-10-11T02:13:54.000Z', true],
    ['acquired', '2012', '2012-10-11', true],
    ['acquired', '2012-10-11T02:13:54.000Z', '2012-10-11T02:13:54.123Z', true],
    ['acquired', '2012-10-11T02:13:54.000Z', '2012-10-11T02:15:54.000Z', false],
    ['acquired', '2012-10-11', '2012-10-13', false],
    ['platform', 'worldview-2', 'WorldView 2', true],
    ['platform', 'WorldView-2', 'WorldView-3', false],
    ['provider', 'Maxar', 'Maxar (DigitalGlobe)', true],
    ['provider', 'Maxar', 'Planet', false],
    ['offNadir', 20.6, 20.65, true],
    ['offNadir', 20.6, 21.6, false],
    ['viewAzimuth', 359.98, 0.01, true],
    ['gsd', 0.5, 0.52, true],
    ['gsd', 0.5, 2, false],
  ])('agree or not up to rounding and exactness: %s, %s and %s', (field, one, other, expected) => {
    expect(agrees(field, one, other)).toBe(expected);
    expect(agrees(field, other, one)).toBe(expected);
  });

  it('are put in order, what comes beside the file first and what is doubtful last, and none is lost', () => {
    const beside = statement('acquired', '2012-10-11T02:13:54.000Z', 'beside');
    expect(propose([doubted, byName, byFile, beside]).acquired).toEqual({
      chosen: beside,
      others: [byName, doubted],
    });
    expect(propose([doubted, byName]).acquired?.chosen).toBe(byName);
  });

  it('let the file alone speak of the size of its pixels first', () => {
    expect(propose([statement('gsd', 2, 'beside'), statement('gsd', 0.5, 'file')]).gsd?.chosen.value).toBe(
      0.5,
    );
  });

  it('contradict a value that stands, or one that was left out', () => {
    expect(contradicting([byFile, byName, doubted], 'acquired', '2012-10-11')).toEqual([byName, doubted]);
    expect(contradicting([byFile], 'acquired', undefined)).toEqual([byFile]);
    expect(contradicting([byFile], 'platform', 'X')).toEqual([]);
  });
});

describe('a source that can be read in several ways', () => {
  const month = statement('acquired', '2012-10', 'name');
  const day: Statement = { ...statement('acquired', '2012-10-22', 'name'), offered: true };

  it('proposes what its readings share, and never one of them alone', () => {
    expect(propose([day, month]).acquired).toEqual({ chosen: month, others: [] });
    expect(propose([day])).toEqual({});
  });

  it('offers each until a date that exact stands', () => {
    expect(contradicting([month, day], 'acquired', undefined)).toEqual([month, day]);
    expect(contradicting([month, day], 'acquired', '2012-10')).toEqual([day]);
    expect(contradicting([month, day], 'acquired', '2012-10-22')).toEqual([]);
    expect(contradicting([month, day], 'acquired', '2012-10-11')).toEqual([]);
    expect(contradicting([month, day], 'acquired', '2011-10-22')).toEqual([month]);
  });
});

describe('a new scene', () => {
  it('states what the analyst stated, and fills in the rest from its sources, each with where it is from', () => {
    const sources = [
      byFile,
      byName,
      statement('platform', 'WorldView-2', 'beside', 'a.IMD: satId'),
      statement('cloudCover', 3, 'file', 'CLOUDCOVER'),
    ];
    const { metadata, origins, statements } = describeScene(
      { acquired: '2012-10-13', provider: 'HRNK' },
      sources,
      about,
    );
    expect(metadata).toMatchObject({
      acquired: '2012-10-13',
      provider: 'HRNK',
      platform: 'WorldView-2',
      cloudCover: 3,
      title: 'valley',
      gsd: 0.5,
      synthetic: false,
    });
    expect(origins).toEqual({
      acquired: { from: 'name', detail: '2012-10-13.tif' },
      provider: { from: 'hand', detail: 'Ana' },
      platform: { from: 'beside', detail: 'a.IMD: satId' },
      cloudCover: { from: 'file', detail: 'CLOUDCOVER' },
      title: { from: 'name', detail: 'valley.tif' },
      gsd: { from: 'file', detail: 'pixel size' },
    });
    expect(statements).toEqual(expect.arrayContaining(sources));
  });

  it('leaves unsaid what the analyst left unsaid on purpose, and what is doubtful', () => {
    const sources = [
      statement('platform', 'WV', 'file'),
      { ...statement('catalogueId', 'x', 'beside'), caution: 'One of two.' },
    ];
    const { metadata, origins } = describeScene({ acquired: '2012', platform: null }, sources, about);
    expect(metadata.platform).toBeNull();
    expect(metadata.catalogueId).toBeUndefined();
    expect(origins).not.toHaveProperty('platform');
    expect(origins.acquired).toEqual({ from: 'hand', detail: 'Ana' });
  });

  it('is synthetic where its file says so, whatever is stated', () => {
    const { metadata, origins } = describeScene(
      { acquired: '2012', synthetic: false },
      [statement('synthetic', true, 'file', 'SYNTHETIC')],
      about,
    );
    expect(metadata.synthetic).toBe(true);
    expect(origins.synthetic).toEqual({ from: 'file', detail: 'SYNTHETIC' });
  });
});

describe('a change by hand', () => {
  const origins = {
    acquired: { from: 'file', detail: 'F' },
    platform: { from: 'name', detail: 'N' },
  } as const;

  it('says so, keeps the other origins, and forgets that of a value that is forgotten', () => {
    expect(originsAfter(origins, { acquired: '2012-10-12', platform: null }, [byFile, byName], 'Bo')).toEqual(
      {
        acquired: { from: 'hand', detail: 'Bo' },
      },
    );
    expect(originsAfter(origins, { licence: 'CC0' }, [], 'Bo')).toEqual({
      ...origins,
      licence: { from: 'hand', detail: 'Bo' },
    });
  });

  it("that takes another source's word names that source", () => {
    expect(originsAfter(origins, { acquired: '2012-10-13' }, [byFile, byName], 'Bo').acquired).toEqual({
      from: 'name',
      detail: '2012-10-13.tif',
    });
  });
});

describe('provider and licence', () => {
  const hand = { from: 'hand', detail: 'Ana' } as const;
  const scene = (
    title: string,
    provider: string | undefined,
    licence: string | undefined,
    updatedAt: string,
  ) => ({
    title,
    ...(provider && { provider }),
    ...(licence && { licence }),
    origins: { ...(provider && { provider: hand }), ...(licence && { licence: hand }) },
    updatedAt,
  });
  const scenes = [
    scene('old', 'Maxar', 'Maxar EULA', '2026-01-01'),
    scene('new', 'Planet', 'Planet education', '2026-02-01'),
  ];

  it('stated once are proposed for the next scene of the site, the last ones stated first', () => {
    expect(defaultStatements(scenes, undefined)).toEqual([
      { field: 'provider', value: 'Planet', from: 'default', detail: "as for 'new'" },
      { field: 'licence', value: 'Planet education', from: 'default', detail: "as for 'new'" },
    ]);
  });

  it('are not mixed up: images of another provider have the terms of that one', () => {
    expect(defaultStatements(scenes, 'Maxar (DigitalGlobe)')).toEqual([
      { field: 'licence', value: 'Maxar EULA', from: 'default', detail: "as for 'old'" },
    ]);
    expect(defaultStatements(scenes, 'Airbus')).toEqual([]);
  });

  it('that a file told are no default', () => {
    const told = {
      ...scenes[0]!,
      origins: { provider: { from: 'file' as const }, licence: { from: 'file' as const } },
    };
    expect(defaultStatements([told], undefined)).toEqual([]);
  });
});
