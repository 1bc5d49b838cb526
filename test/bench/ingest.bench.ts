import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { ingest } from '../../server/imagery/ingest.ts';
import { readCogStructure, readPixels } from '../support/cog-structure.ts';
import { makeTiffHead, valleyGeoreference } from '../support/geotiff.ts';
import type { Row } from './row.ts';

const run = promisify(execFile);
const side = 8192;
const rowsAtOnce = 512;

/** A scene is measured three times, ours and the peer in turn; the fastest run of each counts. */
const rounds = 3;

/**
 * Ingest of an 8192 x 8192 RGB scene in uncompressed strips, a mosaic of the sample scenes, against GDAL's COG
 * driver: wall time and size against one thread, wall time against all; and the memory that it takes.
 */
export async function measure(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-ingest-'));
  try {
    const original = join(folder, 'original.tif');
    await writeScene(original);
    const ours: Run[] = [];
    const single: Run[] = [];
    const all: Run[] = [];
    const gdal = await gdalVersion();
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await ingestOnce(original, join(folder, 'ours.tif')));
      if (gdal === null) continue;
      single.push(await translateOnce(original, join(folder, 'peer.tif'), '1'));
      all.push(await translateOnce(original, join(folder, 'peer.tif'), 'ALL_CPUS'));
    }
    return rowsOf(fastest(ours)!, fastest(single), fastest(all), gdal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly seconds: number;
  readonly bytes: number;
  /** The most memory occupied, in bytes. */
  readonly peak: number;
}

function rowsOf(ours: Run, single: Run | null, all: Run | null, gdal: string | null): Row[] {
  const seconds = (each: Run) => `${each.seconds.toFixed(1)} s`;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const against = (name: string, peer: Run | null, of: (each: Run) => string): Omit<Row, 'limit'> => ({
    name,
    ours: of(ours),
    peer: peer === null ? 'peer not installed' : `${of(peer)} (${gdal})`,
  });
  return [
    {
      ...against('ingest 8192 x 8192 RGB, wall time against one thread', single, seconds),
      ratio: single === null ? undefined : ours.seconds / single.seconds,
      limit: { atMost: 1 },
    },
    {
      ...against(`ingest, wall time against all ${cpus().length} processors`, all, seconds),
      ratio: all === null ? undefined : ours.seconds / all.seconds,
    },
    {
      ...against('ingest, size of the display copy', single, (each) => megabytes(each.bytes)),
      ratio: single === null ? undefined : ours.bytes / single.bytes,
      limit: { atMost: 1.05 },
    },
    {
      name: 'ingest, peak memory against 400 MB',
      ours: megabytes(ours.peak),
      peer: single === null ? 'peer not installed' : `${megabytes(single.peak)} (${gdal})`,
      ratio: ours.peak / 400e6,
      limit: { atMost: 1 },
    },
  ];
}

function fastest(runs: readonly Run[]): Run | null {
  const [first, ...others] = runs;
  if (first === undefined) return null;
  const best = others.reduce((quicker, each) => (each.seconds < quicker.seconds ? each : quicker), first);
  return { ...best, peak: Math.max(...runs.map(({ peak }) => peak)) };
}

/** The decoding process's own peak, and what this process grew by meanwhile. */
async function ingestOnce(originalPath: string, displayPath: string): Promise<Run> {
  const before = process.memoryUsage.rss();
  let growth = 0;
  let childPeak = 0;
  const sampling = setInterval(async () => {
    growth = Math.max(growth, process.memoryUsage.rss() - before);
    for (const peak of await childrenPeaks()) childPeak = Math.max(childPeak, peak);
  }, 20);
  const start = performance.now();
  const { size } = await ingest({ originalPath, displayPath });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampling);
  return { seconds, bytes: size, peak: childPeak + growth };
}

/** The most that each child process ever occupied, as Linux tells it; empty elsewhere. */
async function childrenPeaks(): Promise<number[]> {
  const list = await readFile(`/proc/self/task/${process.pid}/children`, 'latin1').catch(() => '');
  const statuses = await Promise.all(
    list
      .trim()
      .split(' ')
      .filter((pid) => pid !== '')
      .map((pid) => readFile(`/proc/${pid}/status`, 'latin1').catch(() => '')),
  );
  return statuses.map((status) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024);
}

async function gdalVersion(): Promise<string | null> {
  try {
    const { stdout } = await run('gdal_translate', ['--version']);
    return stdout.trim().split(',')[0]!;
  } catch {
    return null;
  }
}

async function translateOnce(original: string, display: string, threads: string): Promise<Run> {
  const options = ['-q', '-of', 'COG', '-co', 'COMPRESS=DEFLATE', '-co', `NUM_THREADS=${threads}`];
  const start = performance.now();
  const child = spawn('gdal_translate', [...options, original, display], { stdio: 'ignore' });
  let peak = 0;
  const sampling = setInterval(async () => {
    for (const bytes of await childrenPeaks()) peak = Math.max(peak, bytes);
  }, 20);
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  clearInterval(sampling);
  if (code !== 0) throw new Error(`gdal_translate ended with ${code}`);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, bytes: (await stat(display)).size, peak };
}

async function writeScene(path: string): Promise<void> {
  const rowsOf = await mosaic();
  const file = await open(path, 'w');
  try {
    await file.write(
      makeTiffHead({ width: side, height: side, bandCount: 3, rowsPerStrip: 16, fields: valleyGeoreference }),
    );
    for (let row = 0; row < side; row += rowsAtOnce) await file.write(rowsOf(row, rowsAtOnce));
  } finally {
    await file.close();
  }
}

/** Rows of all sample scenes side by side and below each other, every other one mirrored so that edges meet. */
async function mosaic(): Promise<(firstRow: number, rows: number) => Uint8Array> {
  const folder = join(import.meta.dirname, '../../sample-imagery/scenes');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tif')).sort();
  const scenes = await Promise.all(names.map((name) => readPixels(join(folder, name))));
  const { width, height } = (await readCogStructure(join(folder, names[0]!))).levels[0]!;
  const mirrored = (at: number, length: number) =>
    Math.floor(at / length) % 2 === 0 ? at % length : length - 1 - (at % length);
  return (firstRow, rows) => {
    const pixels = new Uint8Array(side * rows * 3);
    for (let at = 0; at < pixels.length; at += 3) {
      const x = (at / 3) % side;
      const y = firstRow + Math.floor(at / 3 / side);
      const scene = scenes[(Math.floor(x / width) + 3 * Math.floor(y / height)) % scenes.length]!;
      const from = (mirrored(y, height) * width + mirrored(x, width)) * 3;
      for (let band = 0; band < 3; band += 1) pixels[at + band] = scene[from + band]!;
    }
    return pixels;
  };
}
