import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { usualLimits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import { ingest } from '#imagery/process/ingest.ts';
import { createChance } from '../support/base/random.ts';
import { descendantsPeak } from '../support/server/process-memory.ts';
import { mutate } from './mutations.ts';

type FuzzRun = {
  /** The folder with the files that are damaged. */
  from: string;
  seed: number;
  first: number;
  count: number;
  /** Decoding processes at a time. */
  atOnce: number;
  /** Where a case that failed is kept, with what was done to it. */
  failures: string;
  onProgress?: (done: number) => void;
};

export type FuzzResult = {
  /** How many ended which way: 'shown', 'refused by the look: CODE' or 'refused while decoding: CODE'. */
  outcomes: Readonly<Record<string, number>>;
  /** Refusals that nobody foresaw, by their sentence: told to the analyst all the same, but not well. */
  unforeseen: Readonly<Record<string, string>>;
  /** What must not be: a crash or a hang of the looking process, a decoder past its limits, files left behind. */
  faults: readonly string[];
  /** The longest that one look took, in milliseconds. */
  slowestLook: number;
  /** The most memory that a decoding process took, in bytes. */
  peak: number;
};

/** Larger files would take long to decode and teach nothing more. */
const LARGEST_FILE = 1.5 * 2 ** 20;
/** Milliseconds of one look after which the server counts as hanging. */
const LONGEST_LOOK = 5000;
const limits = { ...usualLimits, minutes: 1 };

/**
 * Damages files and sends each through the look that the server takes and, if it passes, through the real
 * decoding process. The same seed and numbers give the same cases as long as the folder's files are the same.
 */
export async function fuzz(run: FuzzRun): Promise<FuzzResult> {
  const files = await smallFiles(run.from);
  const scratch = await mkdtemp(path.join(tmpdir(), 'afterimage-fuzz-'));
  const outcomes: Record<string, number> = {};
  const unforeseen: Record<string, string> = {};
  const faults: string[] = [];
  let slowestLook = 0;
  let peak = 0;
  let next = run.first;
  const sampling = setInterval(async () => {
    peak = Math.max(peak, await descendantsPeak());
  }, 250);

  const fail = async (index: number, bytes: Buffer, done: readonly string[], what: string) => {
    faults.push(`case ${index} of seed ${run.seed}: ${what}`);
    await mkdir(run.failures, { recursive: true });
    const name = path.join(run.failures, `${run.seed}-${index}`);
    await writeFile(`${name}.tif`, bytes);
    await writeFile(`${name}.json`, JSON.stringify({ seed: run.seed, index, done, what }, null, 2));
  };

  const one = async (index: number) => {
    const chance = createChance(run.seed, index);
    const name = chance.pick(files);
    const other = chance.pick(files);
    const original = await readFile(path.join(run.from, name));
    const { bytes, done } = mutate(original, await readFile(path.join(run.from, other)), chance);
    const originalPath = path.join(scratch, `${index}.tif`);
    const displayPath = path.join(scratch, `${index}.display.tif`);
    await writeFile(originalPath, bytes);
    let stage = 'by the look';
    const began = performance.now();
    let outcome = 'shown';
    try {
      await inspect(originalPath, undefined, limits);
      const look = performance.now() - began;
      slowestLook = Math.max(slowestLook, look);
      if (look > LONGEST_LOOK) await fail(index, bytes, done, `a look of ${Math.round(look)} ms (${name})`);
      stage = 'while decoding';
      await ingest({ originalPath, displayPath, limits });
    } catch (error) {
      if (error instanceof ImageryRefusal) {
        outcome = `refused ${stage}: ${error.code}`;
        if (error.code === 'decoder_failed')
          unforeseen[`${index} (${name}: ${done.join(', ')})`] = error.detail;
      } else {
        outcome = `crashed ${stage}`;
        await fail(index, bytes, done, `${(error as Error).stack ?? error} (${name})`);
      }
    }
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (performance.now() - began > limits.minutes * 60_000 + 30_000)
      await fail(index, bytes, done, `decoding went on beyond its time (${name})`);
    await rm(originalPath, { force: true });
    await rm(displayPath, { force: true });
    const left = (await readdir(scratch)).filter((each) => each.startsWith(`${index}.`));
    if (left.length > 0) await fail(index, bytes, done, `${left.join(', ')} left behind (${name})`);
  };

  const work = async () => {
    while (next < run.first + run.count) {
      next++;
      await one(next - 1);
      run.onProgress?.(next - run.first);
    }
  };
  try {
    await Promise.all(Array.from({ length: run.atOnce }, work));
  } finally {
    clearInterval(sampling);
    await rm(scratch, { recursive: true, force: true });
  }
  if (peak > limits.memory * 1.25) faults.push(`a decoder took ${Math.round(peak / 2 ** 20)} MB`);
  return { outcomes, unforeseen, faults, slowestLook, peak };
}

async function smallFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.tiff?$/i.test(name)).sort();
  const sizes = await Promise.all(names.map((name) => stat(path.join(folder, name))));
  return names.filter((_, index) => sizes[index]!.size <= LARGEST_FILE);
}
