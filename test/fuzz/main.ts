import path from 'node:path';
import { parseArgs } from 'node:util';
import { fieldData } from '../support/base/field-data.ts';
import { fuzz } from './run.ts';

/** `npm run fuzz -- --seed N --first N --count N --at-once N`; a single case again: --first INDEX --count 1. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    count: { type: 'string', default: '10000' },
    'at-once': { type: 'string', default: '2' },
  },
});
const folder = fieldData();
if (folder === null) {
  console.error('There are no files to damage: name their folder by FIELD_DATA.');
  process.exit(1);
}
const count = Number(values.count);
const failures = path.resolve('fuzz-failures');
const began = performance.now();
const { outcomes, unforeseen, faults, slowestLook, peak } = await fuzz({
  from: path.join(folder, 'geotiff'),
  seed: Number(values.seed),
  first: Number(values.first),
  count,
  atOnce: Number(values['at-once']),
  failures,
  onProgress: (done) => {
    if (done % 500 === 0) console.error(`${done} of ${count}`);
  },
});
for (const [outcome, number] of Object.entries(outcomes).sort(([, one], [, other]) => other - one))
  console.log(`${String(number).padStart(6)}  ${outcome}`);
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(`${count} files in ${minutes} minutes; slowest look ${Math.round(slowestLook)} ms; `);
console.log(`most memory of a decoder ${Math.round(peak / 2 ** 20)} MB`);
for (const [place, detail] of Object.entries(unforeseen)) console.log(`unforeseen, case ${place}: ${detail}`);
for (const fault of faults) console.log(`FAULT ${fault}`);
if (faults.length > 0) console.log(`Failing cases are kept in ${failures}.`);
process.exitCode = faults.length > 0 ? 1 : 0;
