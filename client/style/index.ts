export { followTheme, nextTheme, theme } from './theme.store.ts';
