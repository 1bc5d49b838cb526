import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzz } from '../fuzz/run.ts';
import { fieldData } from '../support/base/field-data.ts';

const folder = fieldData();
if (folder === null) {
  const notice = 'SKIPPED: no field data at FIELD_DATA or ../shared/field-data';
  console.warn(`Damaged GeoTIFFs: ${notice}`);
  describe.skip('damaged GeoTIFFs', () => {
    it(notice, () => {});
  });
} else
  describe('damaged GeoTIFFs', () => {
    it('are shown or refused, and never crash the server, outlast their limits or leave files', async () => {
      const failures = await mkdtemp(path.join(tmpdir(), 'afterimage-failures-'));
      const from = path.join(folder, 'geotiff');
      const result = await fuzz({ from, seed: 22, first: 0, count: 120, atOnce: 2, failures });
      expect(result.faults).toEqual([]);
      const ended = Object.values(result.outcomes).reduce((sum, number) => sum + number, 0);
      expect(ended).toBe(120);
      await rm(failures, { recursive: true, force: true });
    });
  });
