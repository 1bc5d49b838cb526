import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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
