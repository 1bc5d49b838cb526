export { Awaiting, Failed, Loading } from './awaiting.tsx';
export { Dialog } from './dialog.tsx';
export { AreaField, ChoiceField, Field, faultsAt, SelectField, TextField } from './field.tsx';
export { Icon, type IconName } from './icon.tsx';
export { Section } from './section.tsx';
