import type { NewSite, Site, SitePatch } from '#domain/site/site.contract.ts';
import { allPages, api, hearing, type Reply, resource, told, write } from '../core/index.ts';
import { chooseSite, sites } from './site.store.ts';

/** All sites. */
export const sitesResource = resource<Site[]>({
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
  sitesResource.outdate();
  chooseSite(data.id);
}

/** A site as it is now, with its entity tag. Throws RequestFailure. */
export function fetchSite(siteId: string): Promise<Reply<Site>> {
  return told(api.GET('/api/sites/{siteId}', { params: { path: { siteId } } }));
}

/** Changes a site, and puts it in its place here. Throws RequestFailure. */
export async function patchSite(siteId: string, etag = '*', body: SitePatch): Promise<Site> {
  const params = { path: { siteId }, header: { 'If-Match': etag } };
  const { data } = await write((signed) => api.PATCH('/api/sites/{siteId}', { params, body, ...signed }));
  sites.value = sites.value.map((one) => (one.id === siteId ? data : one));
  sitesResource.outdate();
  return data;
}

/** Removes a site on which nothing depends. Throws RequestFailure. */
export async function removeSite(siteId: string): Promise<void> {
  const params = { path: { siteId } };
  await write((signed) => api.DELETE('/api/sites/{siteId}', { params, ...signed }));
  sites.value = sites.value.filter((one) => one.id !== siteId);
  sitesResource.outdate();
}
