export { restoreNewSite } from './new-site.store.ts';
export { sitesResource } from './site.api.ts';
export { rememberSite, site, siteModel, sites } from './site.store.ts';
export { siteSettingsModel } from './site-settings.store.ts';
