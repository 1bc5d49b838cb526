export { newSiteShown, SiteChooser } from './site.panel.tsx';
