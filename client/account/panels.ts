export { AnalystName, NameAsk } from './analyst.panel.tsx';
