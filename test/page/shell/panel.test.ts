import { expect, test } from 'vitest';
import { annotationsModel, draftModel } from '../../../client/annotation/index.ts';
import { panelModel } from '../../../client/shell/panel.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { openSite } from '../../support/page/page.ts';

const { server } = atWork();
const place = freshValley(server);
const elsewhere = freshValley(server);

test('the drawer opens for what is selected, gives way to drawing, and stays as it is from site to site', () => {
  const here = openSite(place.siteId);
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

  const there = openSite(elsewhere.siteId).get(panelModel);
  expect(there.panelOpen.value).toBe(true);
  there.panelOpen.value = false;
  selectedId.value = crypto.randomUUID();
  expect(there.panelOpen.value).toBe(false);
});
