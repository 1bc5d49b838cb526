import type { Ramp } from '#domain/look/look.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import type { Side } from '../comparison/index.ts';
import { lengthText, type Rectangle, roundLength } from '../map/index.ts';
import type { FigureView } from './figure-plan.ts';
import type { FigureWords } from './figure-words.ts';
import { wrapText } from './wrap-text.ts';

/** The unit of a layout is 1/1200 of the figure's width: printed 20 cm wide, a size of 15 is 7 points. */
export const FIGURE_WIDTH = 1200;
const MARGIN = 24;
const COLUMN_GAP = 12;
const INNER_WIDTH = FIGURE_WIDTH - 2 * MARGIN;
const HALF_WIDTH = (INNER_WIDTH - COLUMN_GAP) / 2;
const STRIPE = 5;
const LONGEST_BAR = 230;
const NORTH_ROOM = 56;
const STRIP_HEIGHT = 46;
const SAMPLE_WIDTH = 34;
const RAMP_WIDTH = 220;

/** Sizes and line heights in units of the layout. */
export const textStyles = {
  title: { size: 20, lineHeight: 27, bold: true },
  label: { size: 17, lineHeight: 23, bold: true },
  strong: { size: 15, lineHeight: 20, bold: true },
  text: { size: 15, lineHeight: 20, bold: false },
} as const;
export type TextStyle = keyof typeof textStyles;
export type Measure = (text: string, style: TextStyle) => number;

/** One line of text: `x` and `y` are the upper left corner of its box, `width` its own width. */
export type PlacedText = {
  text: string;
  style: TextStyle;
  colour: 'ink' | Side;
  x: number;
  y: number;
  width: number;
};

/** Where everything of a figure stands. Panels stand at whole units, so that each pixel of an image is one. */
export type FigureLayout = {
  width: number;
  height: number;
  panels: Rectangle[];
  stripes: (Rectangle & { side: Side })[];
  texts: PlacedText[];
  /** Warnings that lie on the image itself; `x` and `y` as of any text. */
  plates: (Omit<PlacedText, 'colour'> & { height: number })[];
  scaleBar: Rectangle;
  /** The middle of the north arrow. */
  north: { x: number; y: number };
  samples: { status: Status; x: number; y: number; width: number }[];
  ramps: (Rectangle & { ramp: Ramp | 'diverging' })[];
};

/** Where the panels of a way of showing begin, and how wide each is. */
export function panelColumns(view: FigureView): { x: number; width: number }[] {
  if (view.kind !== 'pair') return [{ x: MARGIN, width: INNER_WIDTH }];
  return [MARGIN, MARGIN + HALF_WIDTH + COLUMN_GAP].map((x) => ({ x, width: HALF_WIDTH }));
}

/**
 * Places the words of a figure around its images: title, labels, images `panelHeight` high, the scale with
 * `metres` to a unit, and the facts of both dates side by side. Whatever is too long is wrapped.
 */
export function layoutFigure(
  words: FigureWords,
  { view, panelHeight, metres }: { view: FigureView; panelHeight: number; metres: number },
  measure: Measure,
): FigureLayout {
  const texts: PlacedText[] = [];
  const columns = words.dates.length > 1 ? columnsOf(2) : columnsOf(1);
  const panelsAt = panelColumns(view);

  const put = (
    text: string,
    style: TextStyle,
    x: number,
    y: number,
    colour: PlacedText['colour'] = 'ink',
  ) => {
    const width = measure(text, style);
    texts.push({ text, style, colour, x, y, width });
    return width;
  };
  /** Writes wrapped lines and gives the y below them. */
  const write = (text: string, style: TextStyle, column: Column, top: number): number => {
    let y = top;
    for (const line of wrapText(text, column.width, (part) => measure(part, style))) {
      put(line, style, column.x, y);
      y += textStyles[style].lineHeight;
    }
    return y;
  };

  const whole = { x: MARGIN, width: INNER_WIDTH };
  const headersTop = write(words.title, 'title', whole, MARGIN) + 8;
  const headersEnd = words.dates.map((date, index) => {
    const column = columns[index]!;
    const label = put(date.label, 'label', column.x, headersTop, date.side);
    const beside = { x: column.x + label + 10, width: column.width - label - 10 };
    return write(date.sensor, 'text', column, write(date.acquired, 'label', beside, headersTop));
  });

  const panelTop = Math.ceil(Math.max(...headersEnd) + 8) + STRIPE;
  const panels = panelsAt.map((column) => ({ ...column, y: panelTop, height: panelHeight }));
  const panelEnd = panelTop + panelHeight;

  const stripTop = panelEnd + 14;
  const bar = scaleBar(metres);
  put(bar.text, 'strong', MARGIN, stripTop);
  const barPlace = { x: MARGIN, y: stripTop + textStyles.strong.lineHeight + 4, width: bar.width, height: 6 };
  const barRoom = Math.max(bar.width, measure(bar.text, 'strong')) + 24;
  const north = { x: MARGIN + barRoom + NORTH_ROOM / 2, y: stripTop + STRIP_HEIGHT / 2 };
  const besideNorth = barRoom + NORTH_ROOM + 16;
  const groundColumn = { x: MARGIN + besideNorth, width: INNER_WIDTH - besideNorth };
  const groundEnd = words.ground.reduce((y, line) => write(line, 'text', groundColumn, y), stripTop);
  let y = Math.max(groundEnd, stripTop + STRIP_HEIGHT) + 8;

  const ramps = words.ramps.map(({ ramp, low, high }) => {
    const place = { x: MARGIN + put(low, 'text', MARGIN, y) + 12, y: y + 4, width: RAMP_WIDTH, height: 12 };
    put(high, 'text', place.x + RAMP_WIDTH + 12, y);
    y += textStyles.text.lineHeight + 8;
    return { ...place, ramp };
  });

  const samples: FigureLayout['samples'] = [];
  let x = MARGIN;
  for (const { status, text } of words.legend) {
    const width = SAMPLE_WIDTH + 8 + measure(text, 'text');
    if (x > MARGIN && x + width > MARGIN + INNER_WIDTH) {
      x = MARGIN;
      y += textStyles.text.lineHeight;
    }
    samples.push({ status, x, y: y + textStyles.text.lineHeight / 2, width: SAMPLE_WIDTH });
    put(text, 'text', x + SAMPLE_WIDTH + 8, y);
    x += width + 28;
  }
  if (samples.length > 0) y += textStyles.text.lineHeight + 8;

  const factsEnd = words.dates.map(({ label, side, facts }, index) => {
    const column = columns[index]!;
    put(label, 'strong', column.x, y, side);
    return facts.reduce(
      (below, fact) => write(fact, 'text', column, below),
      y + textStyles.strong.lineHeight,
    );
  });
  y = Math.max(...factsEnd) + 8;
  for (const warning of words.warnings) y = write(warning, 'strong', whole, y);
  y = write(words.made, 'text', whole, y);

  return {
    width: FIGURE_WIDTH,
    height: Math.ceil(y) + MARGIN,
    panels,
    stripes: stripesOf(words, view, panels),
    texts,
    plates: platesOf(words, panels, measure),
    scaleBar: barPlace,
    north,
    samples,
    ramps,
  };
}

type Column = { x: number; width: number };

function columnsOf(count: 1 | 2): Column[] {
  return count === 1 ? [{ x: MARGIN, width: INNER_WIDTH }] : panelColumns({ kind: 'pair' });
}

/** The longest round length that fits. */
function scaleBar(metres: number): { width: number; text: string } {
  const length = roundLength(LONGEST_BAR * metres);
  return { width: length / metres, text: lengthText(length) };
}

/**
 * A stripe in the colour of its side along what shows one date alone: over each image, or along the part of a
 * swipe that is its own. Where both dates lie on one another there is none.
 */
function stripesOf({ dates }: FigureWords, view: FigureView, panels: Rectangle[]): FigureLayout['stripes'] {
  if (view.kind === 'pair' || view.kind === 'single')
    return dates.map(({ side }, index) => {
      const { x, y, width } = panels[index]!;
      return { side, x, y: y - STRIPE, width, height: STRIPE };
    });
  if (view.kind !== 'swipe') return [];
  const [{ x, y, width, height }] = panels as [Rectangle];
  const [first, rest] = [view.divider, 1 - view.divider];
  return view.runs === 'upright'
    ? [
        { side: 'before', x, y: y - STRIPE, width: width * first, height: STRIPE },
        { side: 'after', x: x + width * first, y: y - STRIPE, width: width * rest, height: STRIPE },
      ]
    : [
        { side: 'before', x: x - STRIPE, y, width: STRIPE, height: height * first },
        { side: 'after', x: x - STRIPE, y: y + height * first, width: STRIPE, height: height * rest },
      ];
}

/** In the lower corners, before on the left and after on the right where both share one image. */
function platesOf({ dates }: FigureWords, panels: Rectangle[], measure: Measure): FigureLayout['plates'] {
  const height = textStyles.strong.lineHeight + 8;
  return dates.flatMap(({ warning, side }, index) => {
    if (warning === undefined) return [];
    const panel = panels[index] ?? panels[0]!;
    const width = measure(warning, 'strong') + 16;
    const right = dates.length === panels.length || side === 'after';
    const x = right ? panel.x + panel.width - width - 8 : panel.x + 8;
    return [{ text: warning, style: 'strong', x, y: panel.y + panel.height - height - 8, width, height }];
  });
}
