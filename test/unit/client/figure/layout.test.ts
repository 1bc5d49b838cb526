import { describe, expect, test } from 'vitest';
import type { FigureView } from '../../../../client/figure/figure-plan.ts';
import type { DateWords, FigureWords } from '../../../../client/figure/figure-words.ts';
import {
  FIGURE_WIDTH,
  type FigureLayout,
  layoutFigure,
  type Measure,
  textStyles,
} from '../../../../client/figure/layout.ts';
import type { Rectangle } from '../../../../client/map/offscreen/rectangle.ts';

/** Letters as wide as those of a wide font. */
const measure: Measure = (text, style) => text.length * textStyles[style].size * 0.62;

const date = (side: 'before' | 'after', facts: string[] = []): DateWords => ({
  side,
  label: side === 'before' ? 'BEFORE' : 'AFTER',
  acquired: '2010-11-05 02:13 UTC',
  sensor: 'WorldView-2 · off-nadir 21°',
  warning: 'SYNTHETIC – no evidence',
  facts: ['Credit: Somebody. Licence: CC0-1.0', 'SHA-256 of the original begins 0123456789abcdef', ...facts],
});
const words: FigureWords = {
  title: 'Camp 22 · C22-017: Guard tower, razed',
  dates: [date('before'), date('after')],
  ground: ['Centre 42.54012 N 129.93250 E (WGS 84). Shown at 0.142 m/px.', 'True north is up.'],
  legend: [{ status: 'observed', text: 'C22-017: Observed by one analyst' }],
  ramps: [],
  warnings: ['SYNTHETIC – no evidence: these images were made by software.'],
  made: 'Made 2026-11-26 15:00 UTC with Afterimage 0.1.0.',
};
const endless = 'A licence that goes on and on, with conditions, exceptions and an address. '.repeat(8);
const wordy: FigureWords = {
  ...words,
  title: 'The valley and everything around it, as it was and as it became. '.repeat(4),
  dates: [
    { ...date('before', [endless]), sensor: 'A sensor with a name that fills more than a line '.repeat(3) },
    date('after', ['x'.repeat(300)]),
  ],
  legend: [
    { status: 'observed', text: 'Observed by one analyst' },
    { status: 'in_review', text: 'Second reading asked for' },
    { status: 'corroborated', text: 'Corroborated' },
    { status: 'disputed', text: 'Disputed' },
    { status: 'rejected', text: 'Rejected' },
    { status: 'superseded', text: 'Superseded' },
  ],
  ramps: [
    { ramp: 'diverging', low: 'Darker after', high: 'Brighter after' },
    { ramp: 'viridis', low: 'BEFORE: Band 6 0.1', high: '9' },
  ],
};

const layoutOf = (given: FigureWords, view: FigureView = { kind: 'pair' }) =>
  layoutFigure(given, { view, panelHeight: 500, metres: 0.29 }, measure);

/** Everything that stands on the paper, beside what belongs on the images. */
function boxes({ texts, panels, scaleBar, samples, ramps, north }: FigureLayout): Rectangle[] {
  return [
    ...texts.map(({ style, x, y, width }) => ({ x, y, width, height: textStyles[style].lineHeight })),
    ...panels,
    scaleBar,
    ...samples.map(({ x, y, width }) => ({ x, y: y - 3, width, height: 6 })),
    ...ramps,
    { x: north.x - 20, y: north.y - 23, width: 40, height: 44 },
  ];
}

const meet = (one: Rectangle, other: Rectangle) =>
  one.x < other.x + other.width - 0.01 &&
  other.x < one.x + one.width - 0.01 &&
  one.y < other.y + other.height - 0.01 &&
  other.y < one.y + one.height - 0.01;

describe('the layout of a figure', () => {
  const views: FigureView[] = [
    { kind: 'pair' },
    { kind: 'swipe', divider: 0.3, runs: 'level' },
    { kind: 'difference' },
  ];
  for (const [name, given] of [
    ['few words', words],
    ['many words', wordy],
  ] as const)
    for (const view of views)
      test(`overlaps nothing and cuts nothing off: ${view.kind}, ${name}`, () => {
        const layout = layoutOf(given, view);
        const all = boxes(layout);
        for (const [index, one] of all.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(FIGURE_WIDTH);
          expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
          for (const other of all.slice(index + 1))
            expect(meet(one, other), JSON.stringify([one, other])).toBe(false);
        }
      });

  test('says every word', () => {
    const said = layoutOf(wordy)
      .texts.map(({ text }) => text)
      .join('')
      .replaceAll(' ', '');
    for (const { facts, sensor } of wordy.dates)
      for (const text of [sensor, ...facts]) expect(said).toContain(text.replaceAll(' ', ''));
    expect(said).toContain(wordy.title.replaceAll(' ', ''));
  });

  test('sets before to the left of after, at one scale', () => {
    const [left, right] = layoutOf(words).panels as [Rectangle, Rectangle];
    expect(left.x + left.width).toBeLessThan(right.x);
    expect([left.y, left.width, left.height]).toEqual([right.y, right.width, right.height]);
  });

  test('puts every image on whole pixels', () => {
    for (const { x, y, width, height } of layoutOf(wordy).panels)
      for (const edge of [x, y, width, height]) expect(edge).toBe(Math.round(edge));
  });

  test('draws the longest round length that fits as the scale bar', () => {
    const { scaleBar, texts } = layoutOf(words);
    expect(texts.some(({ text }) => text === '50 m')).toBe(true);
    expect(scaleBar.width).toBeCloseTo(50 / 0.29, 6);
  });

  test('lays the warning on each image that is no evidence', () => {
    const { plates, panels } = layoutOf(words);
    expect(plates).toHaveLength(2);
    for (const [index, plate] of plates.entries()) {
      expect(plate.x).toBeGreaterThan(panels[index]!.x);
      expect(plate.x + plate.width).toBeLessThan(panels[index]!.x + panels[index]!.width);
    }
    const swipe = layoutOf(words, { kind: 'swipe', divider: 0.5, runs: 'upright' });
    expect(swipe.plates).toHaveLength(2);
    expect(meet(swipe.plates[0]!, swipe.plates[1]!)).toBe(false);
  });

  test('marks each side by its colour, in a swipe as far as the line', () => {
    const { stripes, panels } = layoutOf(words, { kind: 'swipe', divider: 0.25, runs: 'upright' });
    expect(stripes.map(({ side }) => side)).toEqual(['before', 'after']);
    expect(stripes[0]!.width).toBe(panels[0]!.width * 0.25);
    expect(stripes[1]!.x).toBe(stripes[0]!.x + stripes[0]!.width);
  });
});
