import { beforeAll, describe, expect, test, vi } from 'vitest';
import { faultsIn, newId, nowHearing, sentenceOf } from '../../../client/core/index.ts';
import { rememberSite, site, siteModel, sites, sitesResource } from '../../../client/site/index.ts';
import { createSite } from '../../../client/site/site.api.ts';
import { chooseSite } from '../../../client/site/site.store.ts';
import { atWork } from '../../support/page/at-work.ts';
import { comes, doneBy } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

describe('the sites', () => {
  const { server, line } = atWork();

  beforeAll(nowHearing);

  const named = () => sites.value.map(({ name }) => name);

  /** A site that somebody else makes. */
  async function made(name: string): Promise<string> {
    return (await doneBy(server, 'Bo', 'POST /api/sites', { name })).id;
  }

  test('the first is on screen until one is chosen, and what others make comes without taking the screen', async () => {
    const [first, second] = [await made('First'), await made('Second')];
    await sitesResource.load();
    expect(named().slice(0, 2)).toEqual(['First', 'Second']);
    expect(site.value?.id).toBe(first);
    chooseSite(second);
    await made('Third');
    await sitesResource.load();
    expect(named()).toContain('Third');
    expect(site.value?.id).toBe(second);
  });

  test('a site that is made is on screen, and there once however often it is sent', async () => {
    const newSite = { id: newId(), name: 'Made here' };
    line.holdAnswer = () => Promise.reject(new TypeError('The answer is lost.'));
    const onScreen = site.value?.id;
    const failure = await createSite(newSite).catch((error) => error);
    expect(sentenceOf(failure)).toContain('Nothing you typed is lost');
    expect(site.value?.id).toBe(onScreen);
    line.holdAnswer = () => undefined;
    await createSite(newSite);
    expect(site.value).toMatchObject({ id: newSite.id, name: 'Made here' });
    await sitesResource.load();
    expect(named().filter((name) => name === 'Made here')).toHaveLength(1);
  });

  test('what the server refuses of a new site is told with its place, and no site comes of it', async () => {
    await doneBy(server, 'Bo', 'POST /api/sites', { name: 'Taken', code: 'TAK' });
    await sitesResource.load();
    const before = named();
    const failure = await createSite({ id: newId(), name: 'Mine', code: 'TAK' }).catch((error) => error);
    expect(sentenceOf(failure)).toBe('Another site has the code TAK.');
    expect(faultsIn(failure)).toMatchObject([{ pointer: '/code' }]);
    await sitesResource.load();
    expect(named()).toEqual(before);
  });

  test('a list that was asked for before a site was made does not take it away', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    let lists = 0;
    line.holdAnswer = (request) => (request === 'GET /api/sites' && ++lists === 1 ? answered : undefined);
    const loaded = sitesResource.load();
    await comes(() => lists === 1);
    const id = newId();
    await createSite({ id, name: 'Quick' });
    answer();
    await loaded;
    expect(lists).toBe(2);
    expect(site.value?.id).toBe(id);
  });

  test('without a line the list stays as it was, says that it does, and comes with the line', async () => {
    await sitesResource.load();
    const before = named();
    line.cut = true;
    await sitesResource.reload();
    expect(sitesResource.standing.value).toMatchObject({ kind: 'failed' });
    expect(named()).toEqual(before);
    line.cut = false;
    await made('While away');
    await sitesResource.reload();
    expect(sitesResource.standing.value).toEqual({ kind: 'there' });
    expect(named()).toEqual([...before, 'While away']);
  });

  test('a site that is open goes by what others make of it, and of it alone', async () => {
    const [hereId, otherId] = [await made('Here'), await made('Other')];
    await sitesResource.load();
    const here = openSite(hereId).get(siteModel);
    expect(here.site.value?.name).toBe('Here');
    for (const [id, name] of [
      [hereId, 'Here, renamed'],
      [otherId, 'Other, renamed'],
    ])
      await doneBy(server, 'Bo', `PATCH /api/sites/${id}`, { name });
    await sitesResource.load();
    expect(here.site.value?.name).toBe('Here, renamed');
    expect(openSite(otherId).get(siteModel).site.value?.name).toBe('Other, renamed');
  });

  test('a page that is loaded again shows the same site, and one whose site is nowhere the first', async () => {
    const id = await made('Looked at');
    await sitesResource.load();
    const replaceState = (_: unknown, __: string, address: URL) => {
      location.href = address.href;
    };
    Object.assign(globalThis, { history: { replaceState } });
    const stop = rememberSite();
    chooseSite(id);
    stop();
    expect(new URL(location.href).searchParams.get('site')).toBe(id);
    expect((await loadedAgain()).site.value?.id).toBe(id);

    // An address that names none leads to what this browser remembers.
    location.href = location.origin;
    expect((await loadedAgain()).site.value?.id).toBe(id);
    location.href = `${location.origin}/?site=${newId()}`;
    expect((await loadedAgain()).site.value?.id).toBe(sites.value[0]?.id);
  });

  async function loadedAgain() {
    vi.resetModules();
    (await import('../../../client/core/index.ts')).nowHearing();
    const fresh = await import('../../../client/site/index.ts');
    await fresh.sitesResource.load();
    return fresh;
  }
});
