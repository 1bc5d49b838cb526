import { effect, type Signal, signal } from '@preact/signals';
import type { PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { sceneMetadataSchema } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { NewScene } from '#domain/upload/upload.contract.ts';
import {
  faultsIn,
  problemOf,
  RequestFailure,
  sentenceOf,
  statusOf,
  tellFault,
  workspaceOf,
} from '../../core/index.ts';
import { type PlacementDraft, readPlacementDraft, startingDraft } from '../../placement/index.ts';
import { metadataOf, sceneModel } from '../../scene/index.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { createScene } from '../transfer/upload.api.ts';
import type { SceneUpload } from './scene-upload.ts';
import { change, forgetCard, propose, uploads, uploadsShown } from './upload.store.ts';

/** Scenes that were made of this page's cards since it was loaded. */
export const addedScenes: Signal<ReadonlySet<string>> = signal(new Set());
const RETRY_MILLISECONDS = 5_000;
/** Cards whose scene has been asked for and not been answered. */
const underWay = new Set<string>();

/** What is to be said of a scene, or what is missing or wrong in it. */
type Stated = { scene: Omit<NewScene, 'uploads' | 'beside'> } | { faults: Fault[] };

function stated(upload: SceneUpload): Stated {
  const { fields, statements, images, acceptAccuracy, acceptPlacement = [] } = upload;
  const metadata = sceneMetadataSchema.safeParse(metadataOf({ fields, statements }));
  const faults = (metadata.error?.issues ?? []).map(({ path, message }) => ({
    pointer: `/${path.map(String).join('/')}`,
    detail: path[0] === 'acquired' && fields.acquired.trim() === '' ? DATE_MISSING : message,
  }));
  const unsure = accuracyOf(upload);
  if (unsure && !acceptAccuracy) faults.push({ pointer: '/acceptAccuracy', detail: ACCURACY_UNACCEPTED });
  if (doubtsOf(upload).some(({ code }) => !acceptPlacement.includes(code)))
    faults.push({ pointer: '/acceptPlacement', detail: PLACE_UNCONFIRMED });
  const unplaced = unplacedOf(upload);
  const place = unplaced ? readPlacementDraft(draftOf(upload), images.some(namesItsSystem)) : undefined;
  if (place && 'faults' in place) faults.push(...place.faults);
  if (!metadata.success || faults.length > 0) return { faults };
  return {
    scene: {
      metadata: metadata.data,
      ...(place && 'placement' in place && { placement: place.placement }),
      ...(acceptAccuracy && { acceptAccuracy }),
      ...(acceptPlacement.length > 0 && { acceptPlacement: [...acceptPlacement] }),
    },
  };
}
const DATE_MISSING = 'Say when it was acquired; a year is enough where no more is known.';
const PLACE_UNCONFIRMED = 'Say that it is meant so, or correct the place.';
const ACCURACY_UNACCEPTED = 'Accept this on record, or leave the file out.';

/** What the server found in an image, as soon as it has looked. */
export function inspectionOf({ state }: Transfer) {
  return state.value.kind === 'received' ? state.value.inspection : undefined;
}

/** What was found in an image whose file does not place it. */
export function unplacedOf({ images }: SceneUpload) {
  return images.map(inspectionOf).find((one) => one?.placement === 'missing');
}

/** Where the image of a card lies, as far as it is typed or asked. */
export function draftOf(upload: SceneUpload): PlacementDraft {
  return startingDraft(upload.placement, unplacedOf(upload)?.placeMissing?.code);
}

/** Whether an image without a place names the reference system of its coordinates all the same. */
function namesItsSystem(image: Transfer): boolean {
  const found = inspectionOf(image);
  return (found?.crs ?? found?.projection) != null;
}

/** How far a card's scene may lie off, where that is to be accepted. */
export function accuracyOf({ images, accuracy }: SceneUpload) {
  return images.map((image) => inspectionOf(image)?.accuracy).find((one) => one !== undefined) ?? accuracy;
}

/** What is so unusual about the place of a card's image that a person is asked. */
export function doubtsOf({ images, doubts = [] }: SceneUpload): readonly PlacementDoubt[] {
  const found = images.map((image) => inspectionOf(image)?.doubts).find((one) => one !== undefined) ?? [];
  return [...found, ...doubts.filter(({ code }) => !found.some((one) => one.code === code))];
}

/** Asks for the scene of a card; it is made as soon as all its files are there. */
export function wantScene(key: string): void {
  const upload = uploads.peek().find((one) => one.key === key);
  if (!upload) return;
  const told = stated(upload);
  change(key, () => ('faults' in told ? { faults: told.faults } : { faults: [], wanted: true }));
}

/** Opens the form again of a card whose scene was asked for. */
export function unwantScene(key: string): void {
  change(key, () => ({ wanted: false }));
}

/** Makes each scene that is asked for once its files are there. */
export function followWanted(): () => void {
  return effect(() => {
    for (const upload of uploads.value) if (upload.wanted && isComplete(upload)) void make(upload);
  });
}

function isComplete({ images, beside }: SceneUpload): boolean {
  return (
    images.every(({ state }) => state.value.kind === 'received') &&
    beside.every(({ state }) => state.value.kind === 'received' || state.value.kind === 'refused')
  );
}

async function make(upload: SceneUpload): Promise<void> {
  const { key, siteId, images, beside, gathered } = upload;
  if (underWay.has(key)) return;
  // What the inspection asks for may have become known after the form was closed.
  const told = stated(upload);
  if ('faults' in told) return refuse(upload, { faults: told.faults });
  underWay.add(key);
  const received = (files: readonly Transfer[]) =>
    files.flatMap(({ state, uploadId }) => (state.peek().kind === 'received' && uploadId ? [uploadId] : []));
  try {
    const scene = await createScene(siteId, {
      id: key,
      ...told.scene,
      ...(images.length > 1 && gathered),
      uploads: received(images),
      ...(beside.length > 0 && { beside: received(beside) }),
    });
    await finish(upload, scene.id);
  } catch (error) {
    const problem = problemOf(error);
    if (problem?.sceneId && retried.has(key)) return await finish(upload, problem.sceneId);
    if (problem?.outcome === 'unknown') retried.add(key);
    // What is asked about the place stands in the form by itself.
    if (problem?.doubts)
      return refuse(upload, {
        faults: [{ pointer: '/acceptPlacement', detail: PLACE_UNCONFIRMED }],
        doubts: problem.doubts,
      });
    // Nothing was heard of it, or no name was given yet: it is tried again.
    if (statusOf(error) !== undefined || !(error instanceof RequestFailure))
      return refuse(upload, {
        faults: faultsIn(error).map(withoutMetadata),
        sentence: sentenceOf(error),
        ...(problem?.accuracy && { accuracy: problem.accuracy }),
      });
    retried.add(key);
    setTimeout(() => change(key, () => ({})), RETRY_MILLISECONDS);
  } finally {
    underWay.delete(key);
  }
}
/** Opens the form again with what stands against the scene; says so where the sheet is closed. */
function refuse({ key, images }: SceneUpload, why: Partial<SceneUpload>): void {
  change(key, () => ({ wanted: false, ...why }));
  if (!uploadsShown.peek())
    tellFault(`${isolated(images[0]?.fileName ?? '')} is not added yet: something is missing or wrong.`, {
      label: 'Show',
      run: () => {
        uploadsShown.value = true;
      },
    });
}

/** Cards whose request was sent and not answered: it may have been done. */
const retried = new Set<string>();

async function finish({ key, siteId }: SceneUpload, sceneId: string): Promise<void> {
  addedScenes.value = new Set([...addedScenes.peek(), sceneId]);
  // The scene is there before its card goes, so that nothing seems lost in between.
  await workspaceOf(siteId)?.get(sceneModel).scenesResource.load();
  forgetCard(key);
  // What was stated for this one may be proposed for the others now.
  if (workspaceOf(siteId))
    for (const other of uploads.peek()) if (other.siteId === siteId) void propose(other.key);
}

function withoutMetadata({ pointer, detail }: Fault): Fault {
  return { pointer: pointer.replace(/^\/metadata(?=\/)/, ''), detail };
}
