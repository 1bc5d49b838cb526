import { afterAll, beforeAll, expect, test } from 'vitest';
import { annotationsModel, draftModel } from '../../../client/annotation/index.ts';
import { panelModel } from '../../../client/shell/panel.store.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, openSite } from '../../support/page/page.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
let [valleyId, plainId] = ['', ''];
beforeAll(async () => {
  server = await testApp();
  connect(server);
  valleyId = (await valley(server.database.database)).siteId;
  plainId = (await valley(server.database.database)).siteId;
});
afterAll(() => server.close());

test('the drawer opens for what is selected, gives way to drawing, and stays as it is from site to site', () => {
  const here = openSite(valleyId);
  const { panelOpen } = here.get(panelModel);
  const { selectedId } = here.get(annotationsModel);
  const { tool } = here.get(draftModel);
  expect(panelOpen.value).toBe(false);
  selectedId.value = crypto.randomUUID();
  expect(panelOpen.value).toBe(true);
  tool.value = { kind: 'draw', shape: 'polygon' };
  expect(panelOpen.value).toBe(false);
  tool.value = { kind: 'select' };
  expect(panelOpen.value).toBe(true);
  panelOpen.value = false;
  selectedId.value = crypto.randomUUID();
  expect(panelOpen.value).toBe(true);

  const there = openSite(plainId).get(panelModel);
  expect(there.panelOpen.value).toBe(true);
  there.panelOpen.value = false;
  selectedId.value = crypto.randomUUID();
  expect(there.panelOpen.value).toBe(false);
});
