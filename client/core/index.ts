export { hearing, nowHearing } from './hearing.ts';
export {
  type FieldFault,
  failureOf,
  failureWords,
  isGone,
  isRefusal,
  type Problem,
  type Reply,
  RequestFailure,
  request,
  sentenceOf,
  unlessGone,
} from './http.ts';
export { type Loader, loader, refreshShown, type Standing } from './loading.ts';
export { newId } from './new-id.ts';
export { notice, reportUnsaved, saveState, tell, tellFault, whileSaving } from './notice.store.ts';
export { hearSharedStream } from './shared-stream.ts';
export { unanswered, watchForAnswer } from './silence.store.ts';
export { keptMap, keptTable, onStorageFault } from './storage.ts';
export { isGap, type Told } from './told.ts';
export { askWorker, WORKER_LOST } from './worker.ts';
export { NAME_NEEDED, write } from './write.ts';
