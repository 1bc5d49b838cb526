export { restoreNewSite } from './new-site.store.ts';
export { sitesLoader } from './site.api.ts';
export { rememberSite, site, siteModel, sites } from './site.store.ts';
