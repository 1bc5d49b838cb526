import type { NewSite, Site } from '../../server/site/site.contract.ts';
import { request } from '../http.ts';
import { write } from '../write.ts';
import { chooseSite, sites } from './site.store.ts';

/** Fetches all sites. Throws RequestFailure. */
export async function loadSites(): Promise<void> {
  sites.value = (await request<{ items: Site[] }>('GET', '/api/sites')).data.items;
}

/** Makes a site and puts it on screen. Throws RequestFailure. */
export async function createSite(newSite: NewSite): Promise<void> {
  const { data } = await write<Site>('POST', '/api/sites', { body: newSite });
  sites.value = [...sites.value.filter((one) => one.id !== data.id), data];
  chooseSite(data.id);
}
