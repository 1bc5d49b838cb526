import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { fromFile } from 'geotiff';
import { keepableCog } from '#imagery/cog/kept-copy.ts';
import { ingest } from '#imagery/process/ingest.ts';
import { descendantsPeak } from '../support/server/process-memory.ts';
import { type BenchScene, benchScenes, writeBenchScene, writeEmptyScene } from './ingest-scenes.ts';
import type { Row } from './row.ts';

const run = promisify(execFile);

/** A scene is measured three times, ours and the peer in turn; the fastest run of each counts. */
const ROUNDS = 3;
const MOST_MEMORY = 400e6;

/**
 * Ingest of scenes in uncompressed strips against GDAL's COG driver with DEFLATE and the predictor that ours
 * chose: wall time against one thread and against all, the size, and the memory that it takes.
 */
export async function measure(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'afterimage-ingest-'));
  try {
    const gdal = await gdalVersion();
    const rows: Row[] = [];
    for (const scene of benchScenes) rows.push(...(await measureScene(scene, folder, gdal)));
    rows.push(await measureLargeScene(folder));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Run = {
  seconds: number;
  bytes: number;
  /** The most memory occupied, in bytes. */
  peak: number;
};

async function measureScene(scene: BenchScene, folder: string, gdal: string | null): Promise<Row[]> {
  const original = join(folder, 'original.tif');
  const display = join(folder, 'ours.tif');
  await writeBenchScene(scene, original);
  const ours: Run[] = [];
  const single: Run[] = [];
  const all: Run[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await ingestOnce(original, display));
    if (gdal === null) continue;
    const predictor = await predictorOf(display);
    single.push(await translateOnce(original, join(folder, 'peer.tif'), predictor, '1'));
    all.push(await translateOnce(original, join(folder, 'peer.tif'), predictor, 'ALL_CPUS'));
  }
  const rows = rowsOf(scene.name, fastest(ours)!, fastest(single), fastest(all), gdal);
  return gdal === null ? rows : [...rows, await keptRow(scene.name, join(folder, 'peer.tif'), single, gdal)];
}

/** GDAL's own COG as the original: until it can be looked at, against GDAL writing it with one thread. */
async function keptRow(scene: string, cog: string, single: readonly Run[], gdal: string): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    if (!(await keepableCog(cog))) throw new Error(`The COG of ${scene} is not kept`);
    await ingest({ originalPath: cog, displayPath: `${cog}.kept`, keep: 'overview' });
    times.push((performance.now() - start) / 1000);
  }
  const peer = fastest(single)!.seconds;
  const best = Math.min(...times);
  return {
    name: `ingest ${scene} that is a COG already, until it can be looked at`,
    ours: `${best.toFixed(2)} s`,
    peer: `${peer.toFixed(1)} s (${gdal})`,
    ratio: best / peer,
    limit: { atMost: 0.15 },
  };
}

function rowsOf(scene: string, ours: Run, single: Run | null, all: Run | null, gdal: string | null): Row[] {
  const seconds = (each: Run) => `${each.seconds.toFixed(1)} s`;
  const size = (each: Run) => megabytes(each.bytes);
  const against = (name: string, peer: Run | null, of: (each: Run) => string): Omit<Row, 'limit'> => ({
    name: `ingest ${scene}, ${name}`,
    ours: of(ours),
    peer: peer === null ? 'peer not installed' : `${of(peer)} (${gdal})`,
  });
  return [
    {
      ...against('wall time against one thread', single, seconds),
      ratio: single === null ? undefined : ours.seconds / single.seconds,
      limit: { atMost: 0.9 },
    },
    {
      ...against(`wall time against all ${cpus().length} processors`, all, seconds),
      ratio: all === null ? undefined : ours.seconds / all.seconds,
      limit: { atMost: 1 },
    },
    {
      ...against('size of the display copy', single, size),
      ratio: single === null ? undefined : ours.bytes / single.bytes,
      limit: { atMost: 1.02 },
    },
    memoryRow(scene, ours, single === null ? 'peer not installed' : `${megabytes(single.peak)} (${gdal})`),
  ];
}

async function measureLargeScene(folder: string): Promise<Row> {
  const scene: BenchScene = { name: '30000 x 30000 RGB', side: 30_000, bandCount: 3, pixelType: 'uint8' };
  const original = join(folder, 'large.tif');
  await writeEmptyScene(scene, original);
  return memoryRow(scene.name, await ingestOnce(original, join(folder, 'ours.tif')), '');
}

function memoryRow(scene: string, ours: Run, peer: string): Row {
  return {
    name: `ingest ${scene}, peak memory against ${megabytes(MOST_MEMORY)}`,
    ours: megabytes(ours.peak),
    peer,
    ratio: ours.peak / MOST_MEMORY,
    limit: { atMost: 1 },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function fastest(runs: readonly Run[]): Run | null {
  const [first, ...others] = runs;
  if (first === undefined) return null;
  const best = others.reduce((quicker, each) => (each.seconds < quicker.seconds ? each : quicker), first);
  return { ...best, peak: Math.max(...runs.map(({ peak }) => peak)) };
}

/** The decoding process's own peak, and what this process grew by meanwhile. */
async function ingestOnce(originalPath: string, displayPath: string): Promise<Run> {
  await rm(displayPath, { force: true });
  const before = process.memoryUsage.rss();
  let growth = 0;
  let childPeak = 0;
  const sampling = setInterval(async () => {
    growth = Math.max(growth, process.memoryUsage.rss() - before);
    childPeak = Math.max(childPeak, await descendantsPeak());
  }, 20);
  const start = performance.now();
  const { size } = await ingest({ originalPath, displayPath });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampling);
  return { seconds, bytes: size, peak: childPeak + growth };
}

async function gdalVersion(): Promise<string | null> {
  try {
    const { stdout } = await run('gdal_translate', ['--version']);
    return stdout.trim().split(',')[0]!;
  } catch {
    return null;
  }
}

/** GDAL's word for the predictor of a file. */
async function predictorOf(path: string): Promise<'YES' | 'NO'> {
  const file = await fromFile(path);
  const image = await file.getImage();
  const predictor = await image.fileDirectory.loadValue('Predictor');
  file.close();
  return Number(predictor ?? 1) > 1 ? 'YES' : 'NO';
}

async function translateOnce(
  original: string,
  display: string,
  predictor: 'YES' | 'NO',
  threads: string,
): Promise<Run> {
  const creation = ['COMPRESS=DEFLATE', `PREDICTOR=${predictor}`, `NUM_THREADS=${threads}`];
  const options = ['-q', '-of', 'COG', ...creation.flatMap((option) => ['-co', option])];
  const start = performance.now();
  const child = spawn('gdal_translate', [...options, original, display], { stdio: 'ignore' });
  let peak = 0;
  const sampling = setInterval(async () => {
    peak = Math.max(peak, await descendantsPeak());
  }, 20);
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  clearInterval(sampling);
  if (code !== 0) throw new Error(`gdal_translate ended with ${code}`);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, bytes: (await stat(display)).size, peak };
}
