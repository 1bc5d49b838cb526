import { execFile } from 'node:child_process';
import type { Area, DatabaseSystem } from './epsg.queries.ts';

export type Position = readonly [x: number, y: number];

/** One of PROJ's ways from a geographic system to WGS 84. */
export type Operation = {
  /** Metres that it is stated to be right within; null where that is unknown. */
  accuracy: number | null;
  area: Area;
  /** In the language of PROJ, for the source's own axes and units. */
  pipeline: string;
  /** It needs a table of shifts that Debian does not bring. */
  gridMissing: boolean;
  /** It takes degrees of one datum for those of another. */
  ballpark: boolean;
};

/** The definition that PROJ exports for an EPSG code, for coordinates x east, y north; null where it has none. */
export async function exportedDefinition(epsg: number): Promise<string | null> {
  const output = await runTool('projinfo', ['-q', '-o', 'PROJ', `EPSG:${epsg}`]);
  return output?.trim().replace(/ \+no_defs( \+type=crs)?$/, '') || null;
}

/** PROJ's ways from the geographic system of an EPSG code to WGS 84, with and without their grids at hand. */
export async function operationsToWgs84(epsg: number): Promise<Operation[]> {
  const output = await runTool('projinfo', [
    ...['-s', `EPSG:${epsg}`, '-t', 'EPSG:4326', '--spatial-test', 'intersects', '--grid-check', 'none'],
    ...['-o', 'PROJ,PROJJSON'],
  ]);
  return (output ?? '')
    .split(/^Operation No\. \d+:$/m)
    .slice(1)
    .flatMap((text) => {
      const pipeline = /PROJ string:\n([\s\S]*?)\n\n/.exec(text)?.[1]?.replaceAll(/\s+/g, ' ').trim();
      const json = /PROJJSON:\n(\{[\s\S]*?\n\})/.exec(text)?.[1];
      if (pipeline === undefined || json === undefined) return [];
      const { bbox } = JSON.parse(json) as {
        bbox?: Record<`${'west' | 'east'}_longitude` | `${'south' | 'north'}_latitude`, number>;
      };
      const accuracy = /, ([\d.]+) m, /.exec(text)?.[1];
      const ballpark = /has ballpark transformation/.test(text);
      return {
        accuracy: accuracy === undefined || ballpark ? null : Number(accuracy),
        area: bbox
          ? [bbox.west_longitude, bbox.south_latitude, bbox.east_longitude, bbox.north_latitude]
          : [-180, -90, 180, 90],
        pipeline,
        gridMissing: /needed but not found/.test(text),
        ballpark,
      } satisfies Operation;
    });
}

/**
 * Where PROJ puts positions (degrees east and north, from the prime meridian of the system's datum) in a projected
 * system, x east and y north (or west and south) in its units; null where it has no place for one.
 */
export async function projected(
  { code, geodetic, axes }: DatabaseSystem,
  geodeticAxes: DatabaseSystem['axes'],
  positions: readonly Position[],
): Promise<(Position | null)[]> {
  const input = positions.map(([x, y]) => (geodeticAxes[0].includes('latitude') ? `${y} ${x}` : `${x} ${y}`));
  const output = await runTool('cs2cs', ['-f', '%.6f', `EPSG:${geodetic}`, `EPSG:${code}`], input.join('\n'));
  const swapped = /Northing|Southing/.test(axes[0]);
  return rows(output, positions.length).map((numbers) => {
    if (numbers === null) return null;
    return swapped ? [numbers[1]!, numbers[0]!] : [numbers[0]!, numbers[1]!];
  });
}

/**
 * Where an operation puts positions (degrees east and north, from the prime meridian of the source) in WGS 84,
 * degrees east and north; null where it cannot tell.
 */
export async function shifted(
  { pipeline }: Operation,
  { axes, unit }: DatabaseSystem,
  positions: readonly Position[],
): Promise<(Position | null)[]> {
  const factor = unit === null ? 1 : Math.PI / 180 / unit;
  const input = positions.map(([x, y]) =>
    (axes[0].includes('latitude') ? [y, x] : [x, y]).map((angle) => angle * factor).join(' '),
  );
  const output = await runTool(
    'cct',
    ['-d', '11', '-z', '0', '-t', 'inf', ...pipeline.split(' ')],
    input.join('\n'),
  );
  return rows(output, positions.length).map((numbers) => numbers && [numbers[1]!, numbers[0]!]);
}

/** Does work of many processes, as many at a time as there are processors. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/** One line of numbers for each position; null for those of which the tool says that it failed. */
function rows(output: string | null, count: number): (number[] | null)[] {
  const lines = (output ?? '').split('\n').filter((line) => /^\s*[-+\d*]|^# Record/.test(line));
  return Array.from({ length: count }, (_, index) => {
    const numbers = lines[index]?.trim().split(/\s+/).map(Number);
    return numbers?.slice(0, 2).every(Number.isFinite) ? numbers : null;
  });
}

/** The output of one of PROJ's command-line tools for lines of input; null where it gives none. */
function runTool(tool: string, given: readonly string[], input = ''): Promise<string | null> {
  return new Promise((resolve) => {
    const child = execFile(tool, given, { maxBuffer: 1 << 28 }, (_, output) => resolve(output || null));
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${input}\n`);
  });
}
