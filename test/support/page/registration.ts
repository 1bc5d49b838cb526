import { comparisonModel } from '../../../client/comparison/index.ts';
import { journalModel } from '../../../client/core/index.ts';
import { registrationModel } from '../../../client/registration/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import type { TestApp } from '../server/app.ts';
import { comes, doneBy } from './changes.ts';
import { openSite } from './page.ts';

/** Opens a site, and waits until its scenes are there; `begin` lays one on another, where a pixel has half a metre. */
export async function openForLaying({ siteId }: { siteId: string }) {
  const { get } = openSite(siteId);
  const { after } = get(comparisonModel);
  const model = get(registrationModel);
  await comes(() => after.value);
  return {
    ...model,
    ...get(sceneModel),
    ...get(journalModel),
    begin: () => {
      model.openRegistration();
      model.movingPixel.value = 0.5;
    },
  };
}

/** Lays a scene somewhere else, as Bo does on a page of their own. */
export async function movedByBo(server: TestApp, sceneId: string, east: number): Promise<void> {
  const offset = { east, north: 0, residual: null, note: 'Bo was here.' };
  await doneBy(server, 'Bo', `PATCH /api/scenes/${sceneId}`, { offset });
}
