import type { Signal } from '@preact/signals';
import type { UploadInspection } from '#domain/upload/upload.contract.ts';
import type { Pace } from './transfer-rate.ts';

/** Where a file stands on its way to the server. `part` is 0 to 1, `sent` counts bytes. */
export type TransferState =
  | { kind: 'hashing'; part: number }
  | { kind: 'queued'; sent: number }
  /** `silent` where nothing has moved or been answered for ten seconds. */
  | { kind: 'sending'; sent: number; pace?: Pace; silent?: true }
  | { kind: 'line_down'; sent: number }
  | { kind: 'paused'; sent: number; sentence?: string }
  /** The page was loaded anew and may not read the file by itself. `sent` is missing until the server has told. */
  | { kind: 'file_needed'; sent?: number }
  /** All bytes are there; the server hashes and inspects them. */
  | { kind: 'checking' }
  | { kind: 'received'; inspection?: UploadInspection }
  /** `again` where the same file may do better the next time, `sceneId` where it is a scene already. */
  | { kind: 'refused'; sentence: string; again: boolean; sceneId?: string };

/** One file on its way. What changes often stands in `state`, so that only what shows it is drawn again. */
export type Transfer = {
  key: string;
  siteId: string;
  role: 'image' | 'beside';
  fileName: string;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970, as the file system tells it. */
  lastModified: number;
  state: Signal<TransferState>;
  /** The file itself, while this page can read it. */
  file?: File;
  /** The way back to the file after the page is loaded anew, where the browser has one. */
  handle?: FileSystemFileHandle;
  sha256?: string;
  /** The server's name for it, once it was announced. */
  uploadId?: string;
};

/** A file that was dropped or chosen. */
export type GivenFile = { file: File; handle?: FileSystemFileHandle };
