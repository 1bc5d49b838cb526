import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoundingBox } from '../../../server/geometry/geometry.contract.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { track } from '../../support/overlays.ts';

const box: BoundingBox = [129.9, 42.5, 130, 42.6];
let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

async function sharer() {
  const { body } = await server.ask('/api/sites', { body: { name: 'Valley' } });
  const address = `/api/sites/${body.id}/overlays`;
  const share = (features: unknown[]) =>
    server.ask(address, { body: { id: crypto.randomUUID(), name: 'Sketch', features } });
  return { address, share };
}
const well = { geometry: { type: 'Point', coordinates: [130, 42] }, name: 'Well' };

it('a site has at most 50 shared overlays, and room again once one is withdrawn', async () => {
  const { address, share } = await sharer();
  for (let count = 0; count < 49; count++) await share([well]);
  const last = await share([well]);
  expect(last.status).toBe(201);
  const refused = await share([well]);
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toBe('At one site 50 overlays are shared at the most: withdraw others first.');
  expect((await server.ask(address)).body.items).toHaveLength(50);
  await server.ask(`/api/overlays/${last.body.id}`, { method: 'DELETE' });
  expect((await share([well])).status).toBe(201);
});

it('what is shared at a site is never more than each who opens it can be asked to read', async () => {
  const { share } = await sharer();
  const large = Array.from({ length: 10 }, (_, seed) => track(10_000, box, seed + 1));
  let shared = 0;
  for (; shared < 20; shared++) {
    const { status, body } = await share(large);
    if (status === 201) continue;
    expect(status).toBe(409);
    expect(body.detail).toMatch(/^At one site 20 MiB of overlays are shared/);
    break;
  }
  expect(shared).toBeGreaterThanOrEqual(5);
  expect(shared).toBeLessThan(20);
});
