import { describe, expect, test, vi } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { sentenceOf } from '../../../client/core/index.ts';
import { lookChoicesModel, lookModel, savedLooksModel } from '../../../client/look/index.ts';
import { ordersFor } from '../../../client/look/look-choices.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { valley } from '../../support/base/valley.ts';
import { atWork } from '../../support/page/at-work.ts';
import { COMING, holdNextAnswer, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

const bands = (count: number, p2: number, p98: number) =>
  Array.from({ length: count }, () => ({ type: 'uint16', min: 0, max: 4_000, p2, p98 }));

describe('how a scene is seen', () => {
  const { server, line } = atWork();

  /** A site of two scenes with four bands that nobody named, and one with a single band. */
  async function series() {
    const { database } = server.database;
    const { siteId, sceneIds } = await valley(database);
    const kinds = [bands(4, 100, 2_000), bands(4, 300, 2_500), bands(1, 0, 900)];
    for (const [index, kind] of kinds.entries())
      await database
        .updateTable('scene')
        .set({ bands: JSON.stringify(kind) })
        .where('id', '=', sceneIds[index]!)
        .execute();
    return siteId;
  }

  /** A site of one scene that has an image. */
  async function imaged(): Promise<string> {
    const { id: siteId } = (await server.ask('/api/sites', { body: { name: 'Real' } })).body;
    const pixels = Uint8Array.from({ length: 64 * 64 }, (_, place) => place / 16);
    await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
      method: 'POST',
      headers: { Analyst: 'Ana' },
      body: uploadForm({ acquired: '2012' }, valleyTiff(0, { pixels })),
    });
    await server.server.ingests.idle();
    return siteId;
  }

  async function open(siteId: string) {
    const workspace = openSite(siteId);
    const { scenes, scenesResource } = workspace.get(sceneModel);
    const { looksResource } = workspace.get(savedLooksModel);
    await loaded(scenesResource, looksResource);
    return { scenes: scenes.value, ...workspace.get(lookModel), ...workspace.get(lookChoicesModel) };
  }

  test('an order of bands that is said for one scene holds for its series, and for no other site', async () => {
    const [siteId, otherId] = [await series(), await series()];
    const { scenes, lookOf, ...here } = await open(siteId);
    const [one, follower, single] = scenes as [Scene, Scene, Scene];
    const natural = { kind: 'mix', red: 3, green: 2, blue: 1 };
    expect(here.presetsOf(one)).toEqual([]);
    const { order } = ordersFor(one).find(({ label }) => label.startsWith('blue'))!;
    here.chooseOrder(one, order);
    expect(lookOf(follower).colours).toEqual(natural);
    expect(here.followers(one)).toBe(1);
    expect(here.bandName(follower, 4)).toBe('4 infrared');
    expect(here.presetsOf(follower).map(({ label }) => label)).toEqual([
      'Natural',
      'False colour, infrared',
      'Plants: infrared against red',
    ]);
    expect(lookOf(single).colours).toMatchObject({ kind: 'single', band: 1 });

    here.chooseColours(follower, here.presetsOf(follower)[1]!.colours);
    expect(here.coloursInWords(follower)).toBe('false colours');
    expect(lookOf(one).colours).toEqual(natural);
    expect(here.followers(one)).toBe(0);

    const there = await open(otherId);
    expect(there.rolesOf(there.scenes[0]!)).toBeUndefined();
    await vi.waitFor(
      async () => expect((await server.ask(`/api/sites/${siteId}/looks`)).body.items.length).toBe(2),
      COMING,
    );
    const again = await open(siteId);
    expect(again.lookOf(again.scenes[0]!).colours).toEqual(natural);
    expect(again.coloursInWords(again.scenes[1]!)).toBe('false colours');
  });

  test('dates whose colours stand for values share one scale, until one is given its own', async () => {
    const { scenes, lookOf, ...here } = await open(await series());
    const [one, follower] = scenes as [Scene, Scene];
    here.chooseColours(one, { kind: 'single', band: 2, ramp: 'viridis' });
    const common = [{ low: 100, high: 2_500 }];
    expect([lookOf(one).limits, lookOf(follower).limits]).toEqual([common, common]);

    const own = { low: 500, high: 600 };
    here.chooseLimits(one, 'all', own);
    expect([lookOf(one).limits, lookOf(follower).limits]).toEqual([[own], common]);
    here.giveScale(one, follower);
    expect(lookOf(follower).limits).toEqual([own]);
    here.chooseCommonScale(one);
    expect(lookOf(one).limits).toEqual(common);

    // An index stays as far below 0 as above it.
    here.chooseColours(one, here.startingIndex(one));
    expect(lookOf(one)).toMatchObject({
      colours: { kind: 'index', first: 2, second: 1 },
      limits: [{ low: -1, high: 1 }],
    });
    here.chooseLimits(one, 0, { low: -0.25, high: 1 });
    expect(lookOf(one).limits).toEqual([{ low: -0.25, high: 0.25 }]);
  });

  test('seen plain, only the bands that were chosen remain, and nothing that was set is lost', async () => {
    const { scenes, lookOf, lookAsSet, plainShown, ...here } = await open(await series());
    const one = scenes[0]!;
    here.chooseColours(one, { kind: 'single', band: 2, ramp: 'grey' });
    here.chooseLimits(one, 0, { low: 1, high: 2 });
    here.chooseTone(one, { gamma: 2, brightness: 0.5 });
    const set = lookOf(one);
    expect(set).toMatchObject({ limits: [{ low: 1, high: 2 }], gamma: 2, brightness: 0.5 });
    plainShown.value = true;
    expect(lookOf(one)).toEqual({
      colours: { kind: 'single', band: 2, ramp: 'grey' },
      limits: [{ low: 100, high: 2_000 }],
      brightness: 0,
      contrast: 0,
      gamma: 1,
      sharpen: 0,
    });
    expect(lookAsSet(one)).toEqual(set);
    plainShown.value = false;
    expect(lookOf(one)).toEqual(set);
  });

  test('percentiles are those of the image; where they cannot be had it is said, and asked for again', async () => {
    const { scenes, lookOf, choosePercentiles } = await open(await imaged());
    const one = scenes[0]!;
    const former = lookOf(one);
    line.cut = true;
    expect(await choosePercentiles(one, [1, 99]).catch(sentenceOf)).toContain('did not answer');
    expect(lookOf(one)).toEqual(former);
    line.cut = false;
    await choosePercentiles(one, [1, 99]);
    expect(lookOf(one).limits).toEqual([{ low: 2, high: 253 }]);
    await choosePercentiles(one, [0, 100]);
    expect(lookOf(one).limits).toEqual([{ low: 0, high: 255 }]);
  });

  test('colours that are chosen while percentiles are awaited stay, and so does their stretch', async () => {
    const { scenes, lookOf, choosePercentiles, chooseColours } = await open(await imaged());
    const one = scenes[0]!;
    const { given, open: answer } = holdNextAnswer(line, `GET /api/scenes/${one.id}/histogram`);
    const awaited = choosePercentiles(one, [1, 99]);
    await given;
    chooseColours(one, { kind: 'single', band: 1, ramp: 'viridis' });
    const chosen = lookOf(one);
    answer();
    await awaited;
    expect(lookOf(one)).toEqual(chosen);
    await choosePercentiles(one, [1, 99]);
    expect(lookOf(one)).toMatchObject({
      colours: { kind: 'single', band: 1, ramp: 'viridis' },
      limits: [{ low: 2, high: 253 }],
    });
  });
});
