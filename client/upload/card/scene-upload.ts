import type { PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import type { NewScene } from '#domain/upload/upload.contract.ts';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import type { PlacementDraft, SaidOfPlace } from '../../placement/index.ts';
import type { MetadataFields } from '../../scene/index.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Unread } from './statements.ts';

/** One card: a scene to be, its files and what is stated about it. */
export type SceneUpload = {
  key: string;
  siteId: string;
  /** One image, or those that were gathered into one scene, in their order. */
  images: readonly Transfer[];
  /** Masks, world files and metadata that lay beside the images. */
  beside: readonly Transfer[];
  fields: MetadataFields;
  /** What the files, their names and the site's other scenes say. */
  statements: readonly Statement[];
  /** Metadata files beside the images that are not read, and why. */
  unread: readonly Unread[];
  /** What the files beside the image say of its place. Cards kept by earlier versions have none. */
  places?: SaidOfPlace;
  /** How several images become one scene. */
  gathered?: Pick<NewScene, 'arrangement' | 'bandNames'>;
  /** Where the image lies, as far as it is typed. */
  placement: PlacementDraft;
  /** How far the place that was given may be off, as the server answered. */
  accuracy?: { metres: number; reason: string };
  /** What is so unusual about the place that was given that a person is asked, as the server answered. */
  doubts?: readonly PlacementDoubt[];
  /** The doubts about the place that the analyst says are meant. Cards kept by earlier versions have none. */
  acceptPlacement?: readonly PlacementDoubt['code'][];
  /** True where the analyst accepts that the place may be off by what the inspection says. */
  acceptAccuracy: boolean;
  /** True once the analyst asked for the scene; it is made as soon as all files are there. */
  wanted: boolean;
  /** What stands against the scene, and which fields it is about. */
  sentence?: string;
  faults: readonly Fault[];
};

/** All files of a card. */
export function transfersOf({ images, beside }: SceneUpload): readonly Transfer[] {
  return [...images, ...beside];
}
