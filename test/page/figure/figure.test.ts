import { beforeEach, describe, expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { annotationsModel, listModel } from '../../../client/annotation/index.ts';
import { comparisonModel, mode, opacity, viewCoverageModel } from '../../../client/comparison/index.ts';
import type { FigurePlan } from '../../../client/figure/figure-plan.ts';
import { figureModel } from '../../../client/figure/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { sitesResource } from '../../../client/site/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

const corners: Position[] = [
  [129.92, 42.53],
  [129.94, 42.53],
  [129.94, 42.55],
  [129.92, 42.55],
];

describe('a figure', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  beforeEach(async () => {
    mode.value = 'swipe';
    await sitesResource.load();
  });

  function start({ siteId } = place) {
    const { get } = openSite(siteId);
    return {
      ...get(figureModel),
      ...get(comparisonModel),
      ...get(viewCoverageModel),
      ...get(annotationsModel),
      ...get(listModel),
      ...get(sceneModel),
      plan: () => {
        const plan = get(figureModel).figurePlan.value;
        return typeof plan === 'object' ? plan : (expect.fail(`No plan: ${plan}`) as FigurePlan);
      },
    };
  }

  /** The site opened and loaded, a map that shows a part of it, and a figure begun. */
  async function open(site = place) {
    const here = start(site);
    await comes(() => here.listStanding.value.kind === 'there' && here.after.value);
    here.viewCorners.value = corners;
    here.openFigure();
    return here;
  }

  /** Bo claims that a tower was razed between two scenes. */
  async function claimAsBo(before: number, after: number): Promise<string> {
    const [beforeSceneId, afterSceneId] = [place.sceneIds[before], place.sceneIds[after]];
    return (await drawnBy(server, 'Bo', place, { beforeSceneId, afterSceneId })).id;
  }

  const sidesOf = ({ dates }: FigurePlan) => dates.map(({ side, scene }) => [side, scene.acquired]);

  test('says what it waits for, and is made once that is there', async () => {
    await claimAsBo(0, 2);
    const { promise, resolve } = Promise.withResolvers<void>();
    line.hold = (request) => (request.includes('/annotations') ? promise : undefined);
    const here = start();
    expect(here.figurePlan.value).toBeUndefined();
    await comes(() => here.after.value);
    here.openFigure();
    expect(here.figurePlan.value).toMatch(/^The changes of this site are not loaded yet/);
    here.chooseFigure({ outlines: 'none' });
    expect(here.figurePlan.value).toBe('The map shows nothing yet.');
    here.viewCorners.value = corners;
    expect(here.plan().outlines).toEqual([]);
    here.chooseFigure({ outlines: 'all' });
    resolve();
    await comes(() => typeof here.figurePlan.value === 'object');
    expect(here.plan()).toMatchObject({ view: { kind: 'pair' }, outlines: [{ number: expect.any(String) }] });
    expect(here.plan().ground.coordinates).toEqual([[...corners, corners[0]]]);
  });

  test('has the earlier date first on whichever side of the screen it is, in any mode', async () => {
    const here = await open();
    const inOrder = [
      ['before', '2010-11-05'],
      ['after', '2012-10-11'],
    ];
    expect(sidesOf(here.plan())).toEqual(inOrder);
    here.swap();
    expect(here.before.value!.acquired).toBe('2012-10-11');
    expect(sidesOf(here.plan())).toEqual(inOrder);
    here.chooseFigure({ content: 'mode' });
    mode.value = 'blend';
    opacity.value = 0.3;
    expect(here.plan().view).toEqual({ kind: 'blend', opacity: 0.7 });
    here.swap();
    expect(here.plan().view).toEqual({ kind: 'blend', opacity: 0.3 });
    here.chooseFigure({ content: 'before' });
    expect(sidesOf(here.plan())).toEqual([['before', '2010-11-05']]);
    mode.value = 'blink';
    expect(here.figureContents.value).not.toContain('mode');
  });

  test('of a change shows its own scenes around it, follows what others make of it, and says when it is gone', async () => {
    const id = await claimAsBo(0, 1);
    const here = await open();
    here.openFigureOf(here.annotations.value.get(id)!);
    expect(sidesOf(here.plan())).toEqual([
      ['before', '2010-11-05'],
      ['after', '2011-05-21'],
    ]);
    const { number } = here.plan().change!;
    const [first] = here.plan().ground.coordinates[0]!;
    expect([first![0] < 129.93, first![1] < 42.54, first![0] > 129.9]).toEqual([true, true, true]);
    const other = await claimAsBo(0, 2);
    await here.refreshAnnotation(other);
    expect(here.plan().outlines).toMatchObject([{ number }]);
    here.chooseFigure({ outlines: 'all' });
    expect(here.plan().outlines).toHaveLength(2);
    await doneBy(server, 'Bo', `DELETE /api/annotations/${other}`);
    await here.refreshAnnotation(other);
    expect(here.plan().outlines).toMatchObject([{ number }]);
    await doneBy(server, 'Bo', `DELETE /api/annotations/${id}`);
    await here.refreshAnnotation(id);
    expect(here.figurePlan.value).toBe('This change is no longer in the list.');
  });

  test('of a change whose images are not ready says so, and is made when they are', async () => {
    const id = await claimAsBo(0, 1);
    const { database } = server.database;
    const become = (state: 'ready' | 'ingesting') =>
      database.updateTable('scene').set({ state }).where('id', '=', place.sceneIds[1]!).execute();
    await become('ingesting');
    const here = await open();
    here.openFigureOf(here.annotations.value.get(id)!);
    expect(here.figurePlan.value).toBe('The images of this change are not ready.');
    await become('ready');
    await here.scenesResource.load();
    expect(sidesOf(here.plan())).toHaveLength(2);
  });

  test('is closed with its site, and what was chosen of it reaches no other', async () => {
    const here = await open();
    here.chooseFigure({ content: 'after', width: 1200 });
    const { code } = here.plan().site;
    const there = await open(elsewhere);
    expect(there.plan()).toMatchObject({ view: { kind: 'pair' }, width: 2400 });
    expect(there.plan().site.code).not.toBe(code);
    there.chooseFigure({ width: 1200 });
    there.closeFigure();
    there.openFigure();
    expect(there.plan().width).toBe(1200);
    const again = start();
    expect([again.figure.value, again.figurePlan.value]).toEqual([undefined, undefined]);
  });
});
