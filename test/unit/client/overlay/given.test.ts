import { expect, test } from 'vitest';
import { enterSite } from '../../../../client/core/index.ts';
import { overlayModel } from '../../../../client/overlay/index.ts';

test('A file that was given waits at its site, while another one is on screen', async () => {
  const { layOver, givenOverlays } = enterSite('one').get(overlayModel);
  const laying = layOver([new File(['?'], 'sketch.kml')]);
  expect(givenOverlays.value).toMatchObject([{ fileName: 'sketch.kml', state: { kind: 'reading' } }]);

  const other = enterSite('other').get(overlayModel);
  expect(other.givenOverlays.value).toEqual([]);
  expect(other.overlaysShown.value).toBe(false);
  await laying;

  const again = enterSite('one').get(overlayModel);
  expect(again.givenOverlays.value).toMatchObject([{ fileName: 'sketch.kml', state: { kind: 'refused' } }]);
  expect(again.overlaysShown.value).toBe(true);
  again.dismissGiven(again.givenOverlays.value[0]!.id);
  expect(again.givenOverlays.value).toEqual([]);
  enterSite(undefined);
});
