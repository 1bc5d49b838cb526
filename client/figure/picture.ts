import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { version } from '../../package.json';
import type { Workspace } from '../core/index.ts';
import {
  asLevels,
  type DrawnLook,
  drawFigureImage,
  drawOutlines,
  type FigureGround,
  figureGround,
  outlinesWithin,
  type Rectangle,
} from '../map/index.ts';
import { compose, type Pictures } from './composition.ts';
import type { FigurePlan } from './figure-plan.ts';
import {
  type FigureWords,
  figureFileName,
  figureInText,
  figureMetadata,
  figureWords,
} from './figure-words.ts';
import { FIGURE_WIDTH, layoutFigure, panelColumns } from './layout.ts';
import { paintPaper, paintWords, textMeasure } from './painting.ts';
import { withFacts } from './png.ts';

/** A figure as a file, and what it says in words. Sizes in pixels. */
export type Picture = { file: Blob; fileName: string; text: string; width: number; height: number };

/** Width to height of an image: within these, all that is to be seen fills it; beyond, there is more ground. */
const ASPECT = { pair: { least: 0.75, most: 2.4 }, alone: { least: 1.2, most: 2.4 } };
/** Numbers of outlines against those of the map, so that they can be read when printed. */
const NUMBERS_ENLARGED = 1.25;
const PRINTED_INCHES = 8;

/**
 * Makes a figure at its full size: its images with every pixel there, its words and marks drawn at its own
 * resolution, as a PNG that says the same in its metadata. Rejects with a sentence where an image cannot be
 * had, and with the signal's reason where it is aborted.
 */
export async function makePicture(
  workspace: Workspace,
  plan: FigurePlan,
  signal: AbortSignal,
): Promise<Picture> {
  const { view } = plan;
  const scale = plan.width / FIGURE_WIDTH;
  const panelWidth = panelColumns(view)[0]!.width;
  const shown = figureGround(
    workspace,
    plan.ground,
    panelWidth,
    ASPECT[view.kind === 'pair' ? 'pair' : 'alone'],
  );
  if (!shown) throw new Error('This site has no place on the map yet.');
  const { ground, height: panelHeight } = shown;
  const { outlines, ...facts } = {
    ...ground,
    resolution: ground.across / (panelWidth * scale),
    outlines: outlinesWithin(plan.outlines, ground),
    made: new Date(),
    version,
  };
  const words = figureWords(plan, { ...facts, outlines });

  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false })!;
  const layout = layoutFigure(
    words,
    { view, panelHeight, metres: ground.across / panelWidth },
    textMeasure(context),
  );
  const boxes = layout.panels.map((panel) => scaled(panel, scale));
  const pictures: Pictures = {};
  for (const { side, scene, look } of plan.dates) {
    const drawn = view.kind === 'difference' ? asLevels(look) : look;
    pictures[side] = await imageOf({ scene, look: drawn }, ground, boxes[0]!, signal);
  }

  canvas.width = plan.width;
  canvas.height = layout.height * scale;
  paintPaper(context, layout, scale);
  for (const [index, box] of boxes.entries()) {
    if (view.kind === 'pair') context.drawImage(pictures[plan.dates[index]!.side]!, box.x, box.y);
    else compose(context, view, pictures, { box, enlarged: scale, metres: facts.resolution });
    drawOutlines(context, outlines, {
      ground,
      box,
      enlarged: scale,
      numbersEnlarged: scale * NUMBERS_ENLARGED,
      taken: layout.plates.map((plate) => scaled(plate, scale)),
    });
  }
  // Let go of at once: each is as large as the screen several times over.
  for (const picture of Object.values(pictures)) picture.width = 0;
  paintWords(context, layout, { scale, trueNorth: ground.trueNorth });
  const file = await fileOf(canvas, plan, words, facts);
  signal.throwIfAborted();
  return {
    file,
    fileName: figureFileName(plan),
    text: figureInText(words),
    width: canvas.width,
    height: canvas.height,
  };
}

/** One date, drawn at the size that it has in the figure. */
async function imageOf(
  { scene, look }: { scene: Scene; look: DrawnLook },
  ground: FigureGround,
  { width, height }: Rectangle,
  signal: AbortSignal,
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  try {
    await drawFigureImage(canvas, { scene, look, ground }, signal);
  } catch (error) {
    throw new Error(`${isolated(scene.title)} cannot be drawn. ${(error as Error).message}`, {
      cause: error,
    });
  }
  signal.throwIfAborted();
  return canvas;
}

async function fileOf(
  canvas: HTMLCanvasElement,
  plan: FigurePlan,
  words: FigureWords,
  made: { made: Date; version: string },
): Promise<Blob> {
  const encoded = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!encoded) throw new Error('This browser could not make the picture. Choose a smaller size.');
  const bytes = withFacts(new Uint8Array(await encoded.arrayBuffer()), {
    dotsPerInch: plan.width / PRINTED_INCHES,
    texts: figureMetadata(plan, words, made),
  });
  return new Blob([bytes], { type: 'image/png' });
}

function scaled({ x, y, width, height }: Rectangle, scale: number): Rectangle {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}
