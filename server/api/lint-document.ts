import path from 'node:path';
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core';

/** Redocly's recommended rules, all of them; what they call a warning is a fault here. */
const config = await createConfig({ extends: ['recommended-strict'] });
const problems = await lint({
  ref: path.join(import.meta.dirname, '../../docs/openapi.json'),
  config,
});
if (problems.length > 0) {
  formatProblems(problems, { format: 'codeframe', totals: getTotals(problems), version: '' });
  process.exitCode = 1;
}
