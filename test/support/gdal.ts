import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** GDAL's version where its programs are installed, the judge of what we read; null where they are not. */
export async function gdalVersion(): Promise<string | null> {
  try {
    return (await run('gdalinfo', ['--version'])).stdout.trim();
  } catch {
    return null;
  }
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
