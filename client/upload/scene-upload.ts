import type { Signal } from '@preact/signals';
import type { Claim } from '#domain/metadata/claim.contract.ts';
import type { PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { NewScene, UploadInspection } from '#domain/upload/upload.contract.ts';
import type { FieldFault } from '../core/http.ts';
import type { PlacementDraft, SaidOfPlace } from '../placement/placement-draft.ts';
import type { MetadataFields } from '../scene/metadata-fields.ts';
import type { Unread } from './claims.ts';
import type { Pace } from './transfer/transfer-rate.ts';

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
  readonly key: string;
  readonly siteId: string;
  readonly role: 'image' | 'beside';
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, as the file system tells it. */
  readonly lastModified: number;
  readonly state: Signal<TransferState>;
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

/** One card: a scene to be, its files and what is stated about it. */
export type SceneUpload = {
  readonly key: string;
  readonly siteId: string;
  /** One image, or those that were gathered into one scene, in their order. */
  readonly images: readonly Transfer[];
  /** Masks, world files and metadata that lay beside the images. */
  readonly beside: readonly Transfer[];
  readonly fields: MetadataFields;
  /** What the files, their names and the site's other scenes say. */
  readonly claims: readonly Claim[];
  /** Metadata files beside the images that are not read, and why. */
  readonly unread: readonly Unread[];
  /** What the files beside the image say of its place. Cards kept by earlier versions have none. */
  readonly places?: SaidOfPlace;
  /** How several images become one scene. */
  readonly gathered?: Pick<NewScene, 'arrangement' | 'bandNames'>;
  /** Where the image lies, as far as it is typed. */
  readonly placement: PlacementDraft;
  /** How far the place that was given may be off, as the server answered. */
  readonly accuracy?: { metres: number; reason: string };
  /** What is so unusual about the place that was given that a person is asked, as the server answered. */
  readonly doubts?: readonly PlacementDoubt[];
  /** The doubts about the place that the analyst says are meant. Cards kept by earlier versions have none. */
  readonly acceptPlacement?: readonly PlacementDoubt['code'][];
  /** True where the analyst accepts that the place may be off by what the inspection says. */
  readonly acceptAccuracy: boolean;
  /** True once the analyst asked for the scene; it is made as soon as all files are there. */
  readonly wanted: boolean;
  /** What stands against the scene, and which fields it is about. */
  readonly sentence?: string;
  readonly faults: readonly FieldFault[];
};

/** All files of a card. */
export function transfersOf({ images, beside }: SceneUpload): readonly Transfer[] {
  return [...images, ...beside];
}
