import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

/**
 * Runs the benchmarks, or those whose names are given, one after the other, and prints one table. Ours and
 * the peer are measured in the same run: on a shared machine only the ratio means something. `--minutes N`
 * shortens those that go on for a time.
 */
const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' } },
});
const options = values.minutes === undefined ? {} : { minutes: Number(values.minutes) };
const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts')).sort();
const rows: Row[] = [];
for (const file of files) {
  const name = file.replace('.bench.ts', '');
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring ${name} ...`);
  const { measure } = (await import(path.join(import.meta.dirname, file))) as {
    measure: (given: { minutes?: number }) => Promise<Row[]>;
  };
  rows.push(...(await measure(options)));
}

const holds = ({ ratio, limit }: Row): boolean =>
  ratio === undefined ||
  limit === undefined ||
  ('atMost' in limit ? ratio <= limit.atMost : ratio >= limit.atLeast);
const asked = ({ limit }: Row) =>
  limit === undefined ? '' : 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
const cells = [
  ['', 'ours', 'peer', 'ratio', 'asked for', ''],
  ...rows.map((row) => [
    row.name,
    row.ours,
    row.peer,
    row.ratio?.toFixed(2) ?? '',
    asked(row),
    row.ratio === undefined || row.limit === undefined ? '' : holds(row) ? 'holds' : 'MISSED',
  ]),
];
const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
for (const line of cells)
  console.log(
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
process.exitCode = rows.every(holds) ? 0 : 1;
