import type { NewSite, Site } from '#domain/site/site.contract.ts';
import { allPages, api, hearing, loader, write } from '../core/index.ts';
import { chooseSite, sites } from './site.store.ts';

/** All sites. */
export const sitesLoader = loader<Site[]>({
  subject: () => 'all',
  fetch: async (_, signal) => {
    // All else is asked for once a site is on screen: by then changes are heard, so that it need not be asked twice.
    const all = allPages((cursor) => api.GET('/api/sites', { params: { query: { cursor } }, signal }));
    return (await Promise.all([all, hearing()]))[0];
  },
  take: (items) => {
    sites.value = items;
  },
});

/** Makes a site, under the id that is given, so that sending it again is safe, and puts it on screen. Throws RequestFailure. */
export async function createSite(newSite: NewSite): Promise<void> {
  const { data } = await write((signed) => api.POST('/api/sites', { body: newSite, ...signed }));
  sites.value = [...sites.value.filter((one) => one.id !== data.id), data];
  sitesLoader.outdate();
  chooseSite(data.id);
}
