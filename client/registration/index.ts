export { restoreRegistrations } from './kept-registration.store.ts';
export { type Registration, registrationModel } from './registration.store.ts';
export { followRegistrationKeys } from './registration-keys.ts';
export { registrationWords } from './registration-words.ts';
export type { PartShift } from './shift/agreement.ts';
export { type Correlate, findShift, type Sample } from './shift/find-shift.ts';
export { type Raster, sampleSquare } from './shift/sampling.ts';
