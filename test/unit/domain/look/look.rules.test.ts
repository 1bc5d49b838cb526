import { describe, expect, test } from 'vitest';
import { bandRoles } from '#domain/look/band-role.rules.ts';
import { lookSchema, type StoredLook } from '#domain/look/look.contract.ts';
import {
  commonScale,
  guessedColours,
  lookFault,
  naturalColours,
  scalesDiffer,
  sceneLimits,
  seriesChoice,
  shownLook,
} from '#domain/look/look.rules.ts';
import type { Band } from '#domain/scene/scene.contract.ts';

const band = (name?: string, more: Partial<Band> = {}): Band => ({
  type: 'uint16',
  min: 0,
  max: 1_000,
  p2: 100,
  p98: 900,
  ...(name && { name }),
  ...more,
});
const unnamed = (count: number, more: Partial<Band> = {}) =>
  Array.from({ length: count }, () => band(undefined, more));

const common = () => ({ low: -1, high: 1 });

describe('which bands a scene opens in', () => {
  test.each([
    ['words', ['Blue', 'Green', 'Red', 'NIR'], undefined, [3, 2, 1]],
    ['single letters', ['B', 'G', 'R', 'N'], undefined, [3, 2, 1]],
    [
      'wavelengths in micrometres',
      [0.4825, 0.565, 0.66, 0.825, 1.65, 2.22].map((w) => `ETM+ (${w.toFixed(6)} Micrometers)`),
      undefined,
      [3, 2, 1],
    ],
    ['wavelengths in nanometres', ['842 nm', '665 nm', '560 nm', '490 nm'], undefined, [2, 3, 4]],
    ['numbers of Sentinel-2', ['B02', 'B03', 'B04', 'B08'], 'Sentinel-2A', [3, 2, 1]],
    ['numbers of Landsat 8', ['B4', 'B3', 'B2'], 'LANDSAT_8', [1, 2, 3]],
    ['numbers of Landsat 5', ['band 3', 'band 2', 'band 1'], 'Landsat 5', [1, 2, 3]],
    [
      'a red edge beside red',
      ['coastal', 'blue', 'green', 'yellow', 'red', 'red edge'],
      undefined,
      [5, 3, 2],
    ],
  ] as const)('is told by %s', (_, names, platform, [red, green, blue]) => {
    const scene = { bands: names.map((name) => band(name)), ...(platform && { platform }) };
    expect(guessedColours(scene)).toEqual({ kind: 'mix', red, green, blue });
  });

  test('is told by the platform where bands have no names', () => {
    expect(guessedColours({ bands: unnamed(6), platform: 'Landsat 7' })).toMatchObject({ red: 3, blue: 1 });
    expect(guessedColours({ bands: unnamed(8), platform: 'WorldView-3' })).toMatchObject({ red: 5, blue: 2 });
    expect(bandRoles({ bands: unnamed(5), platform: 'Landsat 7' })).toBeUndefined();
  });

  test('is the first three where nothing tells, one band as grey, and never the alpha', () => {
    expect(guessedColours({ bands: unnamed(4) })).toEqual({ kind: 'mix', red: 1, green: 2, blue: 3 });
    expect(guessedColours({ bands: unnamed(2) })).toEqual({ kind: 'single', band: 1, ramp: 'grey' });
    const withAlpha = [band(undefined, { alpha: true }), ...unnamed(3)];
    expect(guessedColours({ bands: withAlpha })).toEqual({ kind: 'mix', red: 2, green: 3, blue: 4 });
  });

  test('is near natural where no blue was measured, and says nothing where that cannot be', () => {
    expect(naturalColours(['shortwave', 'infrared', 'red', 'green'])).toEqual({
      kind: 'mix',
      red: 1,
      green: 2,
      blue: 3,
    });
    expect(naturalColours(['infrared', 'red', 'green'])).toBeUndefined();
  });
});

describe('the stretch that a scene starts from', () => {
  const bytes = [
    band(undefined, { type: 'uint8', p2: 20, p98: 180 }),
    band(undefined, { type: 'uint8', p2: 10, p98: 200 }),
    band(undefined, { type: 'uint8', p2: 30, p98: 150 }),
  ];
  const mix = { kind: 'mix', red: 1, green: 2, blue: 3 } as const;

  test('holds the hues of a plain colour image, and evens out bands of several exposures', () => {
    expect(sceneLimits(bytes, mix)).toEqual([1, 2, 3].map(() => ({ low: 10, high: 200 })));
    expect(sceneLimits([...bytes, band()], mix)[0]).toEqual({ low: 20, high: 180 });
  });

  test('has some width whatever the band holds', () => {
    const flat = band(undefined, { p2: 7, p98: 7, min: 7, max: 7 });
    expect(sceneLimits([flat], { kind: 'single', band: 1, ramp: 'grey' })).toEqual([{ low: 6.5, high: 7.5 }]);
    const rare = band(undefined, { p2: 7, p98: 7, min: 0, max: 90 });
    expect(sceneLimits([rare], { kind: 'single', band: 1, ramp: 'grey' })).toEqual([{ low: 0, high: 90 }]);
  });
});

describe('what a series has in common', () => {
  const [a, b, other] = [
    { id: 'a', bands: unnamed(4) },
    { id: 'b', bands: unnamed(4) },
    { id: 'other', bands: unnamed(4, { type: 'float32' }) },
  ];
  const colours = { kind: 'mix', red: 3, green: 4, blue: 4 } as const;
  const stored = (sceneId: string, look: StoredLook['look'], updatedAt: string): StoredLook => ({
    sceneId,
    look,
    version: 1,
    updatedAt,
  });

  test('is the last choice of bands, not the stretch, and only of scenes of the same bands', () => {
    const looks = new Map([
      [
        'a',
        stored(
          'a',
          {
            colours,
            gamma: 2,
            stretch: { from: 'hand', limits: [1, 2, 3].map(() => ({ low: 0, high: 9 })) },
          },
          '2026-01-02T00:00:00.000Z',
        ),
      ],
    ]);
    const series = seriesChoice(b, [a, b, other], looks);
    expect(series).toEqual({ colours });
    expect(shownLook(b, {}, series, common)).toMatchObject({
      colours,
      gamma: 1,
      limits: sceneLimits(b.bands, colours),
    });
    expect(seriesChoice(other, [a, b, other], looks)).toBeUndefined();
    expect(seriesChoice(a, [a, b, other], looks)).toBeUndefined();
  });

  test('gives way to what was chosen for the scene itself; a change of tone alone is no choice of bands', () => {
    const looks = new Map([
      ['a', stored('a', { colours }, '2026-01-02T00:00:00.000Z')],
      ['b', stored('b', { gamma: 2 }, '2026-01-03T00:00:00.000Z')],
    ]);
    const series = seriesChoice(b, [a, b], looks);
    expect(shownLook(b, { gamma: 2 }, series, common)).toMatchObject({ colours, gamma: 2 });
    const own = { kind: 'single', band: 2, ramp: 'viridis' } as const;
    expect(shownLook(b, { colours: own }, series, common).colours).toEqual(own);
    expect(seriesChoice(a, [a, b], looks)).toBeUndefined();
  });
});

describe('a look', () => {
  test('is refused where it names bands that are not there, or that are no colours', () => {
    const bands = [...unnamed(3), band(undefined, { alpha: true })];
    const single = (number: number) => ({ colours: { kind: 'single', band: number, ramp: 'grey' } as const });
    expect(lookFault(single(3), bands)).toBeUndefined();
    expect(lookFault(single(4), bands)?.pointer).toBe('/colours');
    expect(lookFault(single(5), bands)?.pointer).toBe('/colours');
    expect(lookFault({ bandOrder: ['red'] }, bands)?.pointer).toBe('/bandOrder');
  });

  test.each([
    ['limits the wrong way round', { stretch: { from: 'hand', limits: [{ low: 5, high: 5 }] } }],
    ['a stretch of bands that are not said', { colours: undefined }],
    ['one pair of limits for three channels', { colours: { kind: 'mix', red: 1, green: 2, blue: 3 } }],
    ['a gamma of nothing', { gamma: 0 }],
    ['a contrast beyond its ends', { contrast: 1.5 }],
    ['a word that is not known', { hue: 3 }],
  ])('is refused with %s', (_, fault) => {
    const sound = {
      colours: { kind: 'single', band: 1, ramp: 'grey' },
      stretch: { from: 'hand', limits: [{ low: 0, high: 5 }] },
    };
    expect(lookSchema.safeParse(sound).success).toBe(true);
    expect(lookSchema.safeParse({ ...sound, ...fault }).success).toBe(false);
  });
});

describe('colours that stand for values', () => {
  const ndvi = { kind: 'index', first: 4, second: 3 } as const;
  const viridis = { kind: 'single', band: 1, ramp: 'viridis' } as const;
  const [before, after] = [
    { id: 'before', bands: unnamed(4, { p2: 100, p98: 300 }) },
    { id: 'after', bands: unnamed(4, { p2: 50, p98: 250 }) },
  ];
  const shown = [before, after].map(({ bands }) => ({ bands, colours: viridis }));
  const scale = (colours: Parameters<typeof commonScale>[0]) => commonScale(colours, shown);

  test('are on one scale for all dates, whatever each holds', () => {
    for (const colours of [ndvi, viridis])
      expect(shownLook(before, { colours }, undefined, scale).limits).toEqual(
        shownLook(after, { colours }, undefined, scale).limits,
      );
    expect(scale(ndvi)).toEqual({ low: -1, high: 1 });
    expect(scale(viridis)).toEqual({ low: 50, high: 300 });
  });

  test('take no tone, which would paint other values', () => {
    const look = { colours: ndvi, brightness: 0.5, contrast: 0.2, gamma: 2, sharpen: 1 };
    expect(shownLook(before, look, undefined, scale)).toMatchObject({
      brightness: 0,
      contrast: 0,
      gamma: 1,
      sharpen: 0,
    });
  });

  test('have a scale of their own where one is set, which is told beside another', () => {
    const own = { colours: ndvi, stretch: { from: 'hand' as const, limits: [{ low: -0.2, high: 0.2 }] } };
    const [set, plain] = [
      shownLook(before, own, undefined, scale),
      shownLook(after, { colours: ndvi }, undefined, scale),
    ];
    expect(set.limits).toEqual([{ low: -0.2, high: 0.2 }]);
    expect(scalesDiffer(set, plain)).toBe(true);
    expect(scalesDiffer(set, shownLook(after, own, undefined, scale))).toBe(false);
  });

  test('are not those of grey and of mixes, which are pictures, each in its own stretch', () => {
    const grey = { kind: 'single', band: 1, ramp: 'grey' } as const;
    const [one, other] = [before, after].map((scene) =>
      shownLook(scene, { colours: grey }, undefined, scale),
    );
    expect(one!.limits).not.toEqual(other!.limits);
    expect(scalesDiffer(one!, other!)).toBe(false);
  });
});
