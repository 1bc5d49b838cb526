export { AddScenesInput, Uploads, UploadsBadge } from './sheet/upload.panel.tsx';
