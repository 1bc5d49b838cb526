import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether GDAL's programs are here to judge; tests go without where they are not. */
export const hasGdal = ['/usr/bin', '/usr/local/bin'].some((folder) => existsSync(`${folder}/gdaltransform`));

/** Where GDAL puts a pixel position of a file, or a position of a system, in another system (WGS 84 by default). */
export function gdalTransform(
  position: readonly [number, number],
  { file, from, to = 'EPSG:4326' }: { file?: string; from?: string; to?: string },
): [number, number] {
  const systems = ['-t_srs', to, ...(from ? ['-s_srs', from] : [])];
  const output = execFileSync('gdaltransform', ['-output_xy', ...systems, ...(file ? [file] : [])], {
    input: `${position.join(' ')}\n`,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [x = Number.NaN, y = Number.NaN] = output.toString().trim().split(' ').map(Number);
  return [x, y];
}

/** Converts a file as GDAL does. */
export async function gdalTranslate(from: string, to: string, options: readonly string[]): Promise<void> {
  await run('gdal_translate', ['-q', ...options, from, to]);
}

/** GDAL's checksum of each band's pixels. */
export async function gdalChecksums(file: string): Promise<number[]> {
  const { stdout } = await run('gdalinfo', ['-json', '-checksum', file], { maxBuffer: 2 ** 26 });
  const { bands } = JSON.parse(stdout) as { bands: { checksum: number }[] };
  return bands.map(({ checksum }) => checksum);
}

/** How far two files' bytes differ as GDAL reads them: some bands of one against as many of the other. */
export async function gdalDifference(
  one: string,
  other: string,
  bands: readonly (number | 'mask')[],
  otherBands: readonly (number | 'mask')[] = bands,
): Promise<{ largest: number; mean: number }> {
  const before = await gdalBytes(one, bands);
  const after = await gdalBytes(other, otherBands);
  if (before.length !== after.length)
    throw new Error(`${before.length} bytes cannot be compared with ${after.length}`);
  let largest = 0;
  let sum = 0;
  for (let at = 0; at < before.length; at++) {
    const difference = Math.abs(before[at]! - after[at]!);
    sum += difference;
    if (difference > largest) largest = difference;
  }
  return { largest, mean: sum / before.length };
}

async function gdalBytes(file: string, bands: readonly (number | 'mask')[]): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-gdal-'));
  try {
    const raw = path.join(folder, 'raw');
    const chosen = bands.flatMap((band) => ['-b', String(band)]);
    await gdalTranslate(file, raw, ['-of', 'ENVI', '-mask', 'none', ...chosen]);
    return await readFile(raw);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A GeoJSON text as ogr2ogr reads it: the type of each column (as GDAL's CSVT names it: String, Date, Time,
 * DateTime, Integer, Real ...), and each feature's properties. `options` are those of opening it.
 */
export async function ogrRead(geojson: string, options: readonly string[] = []) {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-ogr-'));
  try {
    const file = path.join(folder, 'export.geojson');
    await writeFile(file, geojson);
    const opened = [file, ...options.flatMap((option) => ['-oo', option])];
    const csv = path.join(folder, 'table.csv');
    await run('ogr2ogr', ['-f', 'CSV', '-lco', 'CREATE_CSVT=YES', csv, ...opened]);
    const [names = ''] = (await readFile(csv, 'utf8')).split('\n');
    const types = (await readFile(csv.replace(/csv$/, 'csvt'), 'utf8')).trim().split(',');
    const again = path.join(folder, 'again.geojson');
    await run('ogr2ogr', ['-f', 'GeoJSON', again, ...opened]);
    const { features } = JSON.parse(await readFile(again, 'utf8')) as {
      features: { properties: Record<string, unknown> }[];
    };
    return {
      types: Object.fromEntries(names.split(',').map((name, index) => [name, types[index]])),
      rows: features.map(({ properties }) => properties),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
