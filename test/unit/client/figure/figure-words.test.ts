import { describe, expect, test } from 'vitest';
import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { FigureDate, FigurePlan } from '../../../../client/figure/figure-plan.ts';
import {
  type FigureFacts,
  figureFileName,
  figureInText,
  figureMetadata,
  figureWords,
} from '../../../../client/figure/figure-words.ts';

const scene = {
  title: 'A scene',
  acquired: '2010-11-05T02:13:45.000Z',
  acquiredPrecision: 'instant',
  platform: 'WorldView-2',
  provider: 'DigitalGlobe',
  licence: 'CC-BY-4.0',
  catalogueId: '103001000',
  gsd: 0.5,
  offNadir: 20.6,
  synthetic: false,
  offset: { east: 0, north: 0 },
  original: { fileName: 'a.tif', sha256: `0123456789abcdef${'7'.repeat(48)}`, size: 1 },
} as Scene;
const look: ShownLook = {
  colours: { kind: 'mix', red: 3, green: 2, blue: 1 },
  limits: [],
  brightness: 0,
  contrast: 0,
  gamma: 1,
  sharpen: 0,
};
const before: FigureDate = { side: 'before', scene, look };
const after: FigureDate = {
  side: 'after',
  scene: { ...scene, acquired: '2012-10', acquiredPrecision: 'month' },
  look,
};
const plan: FigurePlan = {
  site: { name: 'Camp 22', code: 'C22' },
  change: {
    number: 'C22-017',
    structure: 'guard_tower',
    change: 'razed',
    status: 'observed',
  } as FigurePlan['change'],
  view: { kind: 'pair' },
  dates: [before, after],
  ground: { type: 'Polygon', coordinates: [] },
  outlines: [],
  width: 2400,
};
const facts: FigureFacts = {
  centre: [129.9325, 42.54012],
  system: 'EPSG:32652',
  trueNorth: -0.63,
  resolution: 0.125,
  outlines: [],
  made: new Date('2026-11-26T15:00:30Z'),
  version: '0.1.0',
};
const withScene = (change: Partial<Scene>): FigurePlan => ({
  ...plan,
  dates: [{ ...before, scene: { ...scene, ...change } as Scene }, after],
});
const saidOf = (given: FigurePlan, further: Partial<FigureFacts> = {}) =>
  figureInText(figureWords(given, { ...facts, ...further }));

describe('the words of a figure', () => {
  test('tell dates no more exactly than they are known', () => {
    const { dates } = figureWords(plan, facts);
    expect(dates.map(({ label, acquired }) => [label, acquired])).toEqual([
      ['BEFORE', '2010-11-05 02:13 UTC'],
      ['AFTER', '2012-10'],
    ]);
    expect(dates[0]!.sensor).toBe('WorldView-2 · off-nadir 21°');
  });

  test('name the change', () => {
    expect(figureWords(plan, facts).title).toBe('Camp 22 · C22-017: Guard tower, razed');
    expect(figureWords({ ...plan, change: undefined }, facts).title).toBe('Camp 22');
  });

  test('credit each scene, and say what nobody stated', () => {
    expect(saidOf(plan)).toContain('Credit: DigitalGlobe. Licence: CC-BY-4.0');
    const { provider: _, licence: __, platform: ___, ...bare } = scene;
    const said = saidOf({ ...plan, dates: [{ ...before, scene: bare as Scene }] });
    expect(said).toContain('Credit: provider not stated. Licence not stated');
    expect(said).toContain('sensor not stated');
  });

  test('tell what was done to the images', () => {
    expect(saidOf(plan)).not.toContain('registration');
    expect(saidOf(withScene({ offset: { east: 1.8, north: -0.44, residual: 0.31 } }))).toContain(
      'Laid 1.80 m east, 0.44 m south by registration; residual 0.31 m',
    );
    expect(saidOf(withScene({ offset: { east: 1.8, north: 0, residual: null } }))).toContain(
      'by registration; residual unknown',
    );
    expect(saidOf(plan)).toContain('Pixels of 0.5 m, enlarged 4 times');
    expect(saidOf(plan, { resolution: 1 })).toContain('Pixels of 0.5 m, reduced 2 times');
    expect(saidOf(plan)).toContain('Bands 3, 2, 1 as red, green, blue, stretched');
    expect(
      saidOf({ ...plan, dates: [{ ...before, look: { ...look, gamma: 1.4, sharpen: 0.5 } }] }),
    ).toContain('stretched, its tones changed, sharpened');
  });

  test('explain colours that stand for values, and tell scales that differ', () => {
    const index: ShownLook = {
      ...look,
      colours: { kind: 'index', first: 4, second: 3 },
      limits: [{ low: -1, high: 1 }],
    };
    const own: ShownLook = { ...index, limits: [{ low: -0.25, high: 0.4 }] };
    const bands = ['Blue', 'Green', 'Red', 'NIR'].map((name) => ({ name })) as Scene['bands'];
    const measured = (one: ShownLook, other: ShownLook, view: FigurePlan['view'] = plan.view) => ({
      ...plan,
      view,
      dates: [
        { ...before, scene: { ...scene, bands }, look: one },
        { ...after, scene: { ...after.scene, bands }, look: other },
      ],
    });
    const differ = 'The two dates have scales of their own: equal colours are not equal values.';
    const alike = saidOf(measured(index, index));
    expect(alike).toContain('Index of infrared and red, BEFORE and AFTER: −1 is brown, 1 is teal.');
    expect(alike).toContain('Index (4 − 3) / (4 + 3) of its bands, from −1 to 1');
    expect(alike).not.toContain(differ);
    const apart = saidOf(measured(index, own));
    expect(apart).toContain('Index of infrared and red, BEFORE: −1 is brown, 1 is teal.');
    expect(apart).toContain('Index of infrared and red, AFTER: −0.25 is brown, 0.4 is teal.');
    expect(apart).toContain(differ);
    const difference = saidOf(measured(index, index, { kind: 'difference' }));
    expect(difference).toContain('Lower after is brown, higher after is teal.');
    expect(difference).toContain('Values, after minus before. No proof');
  });

  test('say which north is up', () => {
    expect(saidOf(plan)).toContain(
      'The arrow points to true north; up is grid north of UTM zone 52N, 0.6° east of it.',
    );
    expect(saidOf(plan, { trueNorth: 0.9, system: 'EPSG:32715' })).toContain('UTM zone 15S, 0.9° west of it');
    expect(saidOf(plan, { trueNorth: -6.7, system: 'afterimage:stereographic -74 40' })).toContain(
      'grid north of the stereographic projection around 40.00000 N 74.00000 W, 6.7° east of it.',
    );
    expect(saidOf(plan, { trueNorth: 0.01 })).toContain('True north is up.');
  });

  test('warn of every image that is no evidence', () => {
    expect(figureWords(plan, facts).warnings).toEqual([]);
    const one = figureWords(withScene({ synthetic: true }), facts);
    expect(one.dates.map(({ warning }) => warning)).toEqual(['SYNTHETIC – no evidence', undefined]);
    expect(one.warnings).toEqual(['SYNTHETIC – no evidence: the image before was made by software.']);
    const swipe = { ...withScene({ synthetic: true }), view: { kind: 'difference' as const } };
    expect(figureWords(swipe, facts).dates[0]!.warning).toBe('BEFORE: SYNTHETIC – no evidence');
    expect(saidOf(swipe)).toContain('No proof');
  });

  test('explain each status once, and name a change that stands alone', () => {
    const outline = (number: string, status: 'observed' | 'disputed') => ({
      number,
      status,
      geometry: { type: 'Polygon' as const, coordinates: [] },
    });
    const legend = (...outlines: ReturnType<typeof outline>[]) =>
      figureWords(plan, { ...facts, outlines }).legend.map(({ text }) => text);
    expect(legend(outline('C22-017', 'disputed'))).toEqual(['C22-017: Disputed']);
    expect(
      legend(outline('C22-1', 'observed'), outline('C22-2', 'disputed'), outline('C22-3', 'observed')),
    ).toEqual(['Observed by one analyst', 'Disputed']);
  });

  test('name the file by number and dates', () => {
    expect(figureFileName(plan)).toBe('C22-017_2010-11-05_2012-10.png');
    expect(figureFileName({ ...plan, change: undefined, view: { kind: 'difference' } })).toBe(
      'C22_2010-11-05_2012-10_difference.png',
    );
  });

  test('stand in the metadata, hashes in full', () => {
    const metadata = new Map(figureMetadata(plan, figureWords(plan, facts), facts));
    expect([...metadata.keys()]).toEqual([
      'Title',
      'Description',
      'Source',
      'Copyright',
      'Creation Time',
      'Software',
    ]);
    expect(metadata.get('Description')).toContain(scene.original.sha256);
    expect(metadata.get('Copyright')).toContain('AFTER: Credit: DigitalGlobe. Licence: CC-BY-4.0');
    expect(metadata.get('Creation Time')).toBe('2026-11-26T15:00:30.000Z');
    expect(metadata.get('Software')).toBe('Afterimage 0.1.0');
  });
});
