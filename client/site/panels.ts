export { newSiteShown } from './new-site.store.ts';
export { SiteChooser } from './site.panel.tsx';
