export { ingestModel } from './card/ingest.store.ts';
export { followWanted } from './card/scene-making.ts';
export { addFiles, sortGiven, uploadsShown } from './card/upload.store.ts';
export { followKeptUploads, guardUploads } from './card/upload-restoring.ts';
export { filesOfDrop } from './transfer/file-handles.ts';
export type { GivenFile } from './transfer/transfer.ts';
