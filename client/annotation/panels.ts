export { Asks } from './acts/asks.panel.tsx';
export { DrawingHelp } from './base/drawing-help.panel.tsx';
export { DetailPanel } from './detail/detail.panel.tsx';
export { DraftForm, type StructureFieldProps } from './form/form.panel.tsx';
export { ListCount, ListPanel } from './list/list.panel.tsx';
