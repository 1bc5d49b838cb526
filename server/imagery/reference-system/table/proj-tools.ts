import { execFile } from 'node:child_process';

/** The output of one of PROJ's command-line tools for lines of input; null where it fails. */
export function runTool(tool: string, given: readonly string[], input = ''): Promise<string | null> {
  return new Promise((resolve) => {
    const child = execFile(tool, given, { maxBuffer: 1 << 28 }, (error, output) => {
      resolve(error ? null : output);
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** The definition that PROJ exports for an EPSG code, for coordinates x east, y north; null where it has none. */
export async function exportedDefinition(epsg: number): Promise<string | null> {
  const output = await runTool('projinfo', ['-q', '-o', 'PROJ', `EPSG:${epsg}`]);
  const definition = output?.trim().replace(/ ?\+type=crs$/, '');
  return definition ? definition : null;
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
      next += 1;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
