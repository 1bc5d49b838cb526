export { sitesLoader } from './site.api.ts';
export { rememberSite, site, sites } from './site.store.ts';
