export { type Asking, allPages, api, type Reply, told } from './api.ts';
export {
  failureOf,
  failureWords,
  faultsIn,
  isGone,
  isRefusal,
  problemOf,
  RequestFailure,
  refusedFor,
  sentenceOf,
  statusOf,
  unlessGone,
} from './failure.ts';
export { hearing, nowHearing } from './hearing.ts';
export { journalModel, NoLonger, type Step } from './journal.ts';
export { type MapPort, mapPortModel, type ViewStretch } from './map-port.ts';
export { newId } from './new-id.ts';
export { notice, reportUnsaved, saveState, tell, tellFault, whileSaving } from './notice.store.ts';
export { type Resource, refreshShown, resource, type Standing } from './resource.ts';
export { hearSharedStream } from './shared-stream.ts';
export { unanswered, watchForAnswer } from './silence.store.ts';
export { keptCache, keptMap, keptTable, onStorageFault } from './storage.ts';
export { isGap, type Told } from './told.ts';
export { askWorker, WORKER_LOST } from './worker.ts';
export {
  enterSite,
  type Model,
  makeWorkspace,
  openWorkspace,
  useModel,
  type Workspace,
  workspaceOf,
} from './workspace.ts';
export { NAME_NEEDED, type Signed, signedBy, write } from './write.ts';
