export { ExportButton } from './export.panel.tsx';
