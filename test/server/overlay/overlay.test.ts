import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import { track } from '../../support/browser/overlays.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

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

it('how far one may lie off and what it lacks are kept with it, and the error stands in the history', async () => {
  const { body: site } = await server.ask('/api/sites', { body: { name: 'Old survey' } });
  const address = `/api/sites/${site.id}/overlays`;
  const accuracy = { metres: 45, reason: 'The way from the datum Tokyo to WGS 84 is known only roughly.' };
  const lacks = '1 of 2 features is left out: 1 has no position.';
  const sent = { id: crypto.randomUUID(), name: 'Sketch', features: [well], accuracy, lacks };
  const shared = await server.ask(address, { body: sent });
  expect([shared.status, shared.body]).toEqual([201, expect.objectContaining({ accuracy, lacks })]);
  expect((await server.ask(address)).body.items).toMatchObject([{ accuracy, lacks }]);
  expect((await server.ask(address, { body: sent })).status).toBe(200);
  for (const other of [
    { name: 'Another' },
    { lacks: 'Nothing.' },
    { accuracy: { ...accuracy, metres: 9 } },
  ]) {
    const { status, body } = await server.ask(address, { body: { ...sent, ...other } });
    expect([status, body.type]).toEqual([409, '/problems/id_taken']);
  }
  const history = await server.ask(`/api/history?siteId=${site.id}`);
  expect(JSON.stringify(history.body)).toContain('"accuracy":{"metres":45');
  const bare = await server.ask(address, {
    body: { ...sent, id: crypto.randomUUID(), accuracy: undefined, lacks: undefined },
  });
  expect(Object.keys(bare.body)).not.toContain('accuracy');
  for (const metres of [0, -1, 'few'])
    expect(
      (
        await server.ask(address, {
          body: { ...sent, id: crypto.randomUUID(), accuracy: { ...accuracy, metres } },
        })
      ).status,
    ).toBe(422);
});
