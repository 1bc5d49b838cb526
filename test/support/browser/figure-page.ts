import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type PngWords, readPng } from '../base/png.ts';

export type Pixels = { data: Buffer; width: number; height: number };
/** A figure as it was saved. */
export type SavedFigure = { name: string; file: Buffer; pixels: Pixels; words: PngWords };

/** Saves the figure that is open on the page, once it is made. */
export async function saveFigure(page: Page): Promise<SavedFigure> {
  const link = page.getByRole('dialog', { name: 'Figure' }).getByRole('link', { name: 'Save PNG' });
  await link.waitFor({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const file = await readFile(await download.path());
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { name: download.suggestedFilename(), file, pixels: { data, ...info }, words: readPng(file) };
}

/** The part of a figure that its images take, labels and captions left out: its rows. */
export function imageRows({ height }: Pixels): readonly [top: number, bottom: number] {
  return [Math.round(height * 0.12), Math.round(height * 0.65)];
}
