import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { isolated } from '#domain/text/text.rules.ts';
import { analystName } from '../../account/index.ts';
import { newId, tell, tellFault } from '../../core/index.ts';
import { blankPlacementDraft, placedBeside, readPlaces } from '../../placement/index.ts';
import { lay, type MetadataFields, proposeFromName, typedOver } from '../../scene/index.ts';
import { site, sitesResource } from '../../site/index.ts';
import {
  dropTransfer,
  followTransfers,
  interruptTransfer,
  resumeTransfer,
  startTransfer,
} from '../transfer/transfer.store.ts';
import type { GivenFile, Transfer } from '../transfer/transfer.ts';
import { type SceneUpload, transfersOf } from './scene-upload.ts';
import { imageOfSidecar, isSidecar } from './sidecar.ts';
import { statementsOf } from './statements.ts';
import { forgetUpload, keepUpload, keptUploads } from './upload.storage.ts';
import { disown, own } from './upload-ownership.ts';

/** The cards of the sheet, in the order in which they came; those of all sites. */
export const uploads: Signal<readonly SceneUpload[]> = signal([]);
/** Whether the sheet of uploads is open; sending goes on when it is closed. */
export const uploadsShown: Signal<boolean> = signal(false);
/** The card whose first field is to be gone to. */
export const focusedCard: Signal<string | undefined> = signal(undefined);
/** The cards of the site on screen. */
export const uploadsHere: ReadonlySignal<SceneUpload[]> = computed(() =>
  uploads.value.filter(({ siteId }) => siteId === site.value?.id),
);
followTransfers({
  changed: (transfer) => {
    const upload = uploadOf(transfer);
    if (upload) keep(upload);
  },
  taken: (transfer) => {
    const same = uploads
      .peek()
      .flatMap(transfersOf)
      .find((one) => one !== transfer && one.siteId === transfer.siteId && one.sha256 === transfer.sha256);
    if (!same) return false;
    if (same.state.peek().kind === 'file_needed') giveFile(same, transfer);
    else tellFault(`${isolated(transfer.fileName)} is on the sheet already.`);
    removeTransfer(transfer);
    return true;
  },
  keptIds: async (siteId) =>
    (await keptUploads(siteId)).flatMap(({ images, beside }) =>
      [...images, ...beside].flatMap(({ uploadId }) => uploadId ?? []),
    ),
});

/** Takes from the files that are given those that belong elsewhere, and gives the others. */
type Sorter = (given: readonly GivenFile[]) => Promise<readonly GivenFile[]>;
let sort: Sorter = async (given) => given;

/** Names who looks first through the files that are given. */
export function sortGiven(sorter: Sorter): void {
  sort = sorter;
}

/**
 * Takes files that were dropped or chosen: one that a card waits for goes on where it stopped, a file that
 * lies beside an image joins it, each other one becomes a card. Sending begins at once.
 */
export async function addFiles(all: readonly GivenFile[]): Promise<void> {
  const given = await sort(all);
  if (given.length > 0) takeIn(given);
}

function takeIn(given: readonly GivenFile[]): void {
  const siteId = site.peek()?.id;
  if (!siteId) {
    takeOnceThereIsASite(given);
    return;
  }
  // The name is asked for before the date, not while the date is being typed.
  void analystName();
  const unknown = given.filter((one) => !resumed(siteId, one));
  const added = unknown
    .filter(({ file }) => !isSidecar(file.name))
    .map((one) => newUpload(newTransfer(siteId, 'image', one)));
  uploads.value = [...uploads.value, ...added];
  for (const upload of added) {
    keepUpload(upload);
    void own(upload.key);
    void propose(upload.key);
  }
  if (added[0]) focusedCard.value = added[0].key;
  const sidecars = unknown.filter(({ file }) => isSidecar(file.name));
  const strays = sidecars.filter((one) => !joinImage(siteId, one));
  for (const upload of added) for (const transfer of upload.images) void startTransfer(transfer);
  if (uploadsHere.value.length > 0) uploadsShown.value = true;
  if (strays.length > 0)
    tellFault(
      `${strays.map(({ file }) => isolated(file.name)).join(', ')}: no image of that name is on the sheet. Drop it together with its image.`,
    );
}

/** The page may have been opened just now, and there may be no site at all yet. */
function takeOnceThereIsASite(given: readonly GivenFile[]): void {
  let told = false;
  let taken = false;
  const stop = effect(() => {
    const known = sitesResource.standing.value.kind;
    if (taken) return;
    if (site.value) {
      // Both may change in one turn: what is given is taken once.
      taken = true;
      untracked(() => takeIn(given));
      queueMicrotask(() => stop());
    } else if (!told && known !== 'loading') {
      told = true;
      tellFault(known === 'there' ? NO_SITE : NO_SITE_KNOWN);
    }
  });
}

const NO_SITE = 'Name a site first: the files are taken as soon as one is on screen.';
const NO_SITE_KNOWN = 'The sites could not be loaded yet: the files are taken as soon as one is on screen.';

/** Gives a file to the card that waits for it; false where none does. */
function resumed(siteId: string, { file, handle }: GivenFile): boolean {
  const waiting = uploads
    .peek()
    .flatMap(transfersOf)
    .find(
      (one) =>
        one.siteId === siteId &&
        one.state.peek().kind === 'file_needed' &&
        one.fileName === file.name &&
        one.size === file.size &&
        one.lastModified === file.lastModified,
    );
  if (waiting) giveFile(waiting, { file, ...(handle && { handle }) });
  return waiting !== undefined;
}

/** Goes on with a card whose file is here again. */
export function giveFile(waiting: Transfer, { file, handle }: Pick<Transfer, 'file' | 'handle'>): void {
  if (!file) return;
  waiting.file = file;
  if (handle) waiting.handle = handle;
  resumeTransfer(waiting);
}

function joinImage(siteId: string, given: GivenFile): boolean {
  const here = uploads.peek().filter((one) => one.siteId === siteId);
  const images = here.flatMap((upload) => upload.images);
  const image = imageOfSidecar(given.file.name, images) ?? (images.length === 1 ? images[0] : undefined);
  const upload = image && uploadOf(image);
  if (!upload) return false;
  const transfer = newTransfer(siteId, 'beside', given);
  change(upload.key, ({ beside }) => ({ beside: [...beside, transfer] }));
  void startTransfer(transfer);
  void propose(upload.key);
  return true;
}

/** The card that a file stands on. */
export function uploadOf(transfer: Transfer): SceneUpload | undefined {
  return uploads.peek().find((upload) => transfersOf(upload).includes(transfer));
}

/** Changes a card, and keeps it in this browser. */
export function change(key: string, to: (upload: SceneUpload) => Partial<SceneUpload>): void {
  uploads.value = uploads.value.map((one) => (one.key === key ? { ...one, ...to(one) } : one));
  const changed = uploads.value.find((one) => one.key === key);
  if (changed) keep(changed);
}

/** Keeps a card in this browser, unless the page itself refused its files: then nothing is worth keeping. */
function keep(upload: SceneUpload): void {
  const refused = ({ state, uploadId }: Transfer) => state.peek().kind === 'refused' && !uploadId;
  if (upload.images.every(refused)) forgetUpload(upload.key);
  else keepUpload(upload);
}

/** Lays what was typed over a card. */
export function editFields(key: string, typed: Partial<MetadataFields>): void {
  change(key, (upload) => ({ fields: typedOver(upload, typed) }));
}

/** Takes a card off the sheet; until the word of it has gone, it can be had back with all that was sent. */
export function leaveOut(key: string): void {
  const upload = uploads.peek().find((one) => one.key === key);
  if (!upload) return;
  uploads.value = uploads.value.filter((one) => one.key !== key);
  forgetUpload(key);
  const interrupted = transfersOf(upload).filter(interruptTransfer);
  const drop = setTimeout(() => {
    forgetCard(key);
    for (const transfer of transfersOf(upload)) dropTransfer(transfer);
  }, UNDO_MILLISECONDS);
  tell(`Left out ${isolated(upload.images[0]?.fileName ?? '')}.`, {
    label: 'Undo',
    run: () => {
      clearTimeout(drop);
      uploads.value = [...uploads.value, upload];
      keepUpload(upload);
      uploadsShown.value = true;
      for (const transfer of interrupted) resumeTransfer(transfer);
    },
  });
}
const UNDO_MILLISECONDS = 10_000;

/** Takes a card off the sheet and leaves its files to whoever has them now. */
export function forgetCard(key: string): void {
  uploads.value = uploads.value.filter((one) => one.key !== key);
  forgetUpload(key);
  disown(key);
}

/** Takes one file off a card, with what was sent of it; without its last image the card goes too. */
export function removeTransfer(transfer: Transfer): void {
  const upload = uploadOf(transfer);
  if (!upload) return;
  const without = (list: readonly Transfer[]) => list.filter((one) => one !== transfer);
  if (upload.images.every((one) => one === transfer)) forgetCard(upload.key);
  else change(upload.key, ({ images, beside }) => ({ images: without(images), beside: without(beside) }));
  dropTransfer(transfer);
}

/** Makes one card of several, whose files become one scene; what was typed on the first one stays. */
export function gather(keys: readonly string[], gathered: NonNullable<SceneUpload['gathered']>): void {
  const cards = keys.flatMap((key) => uploads.peek().filter((one) => one.key === key));
  const [first, ...others] = cards;
  if (!first) return;
  const images = cards.flatMap((one) => one.images);
  const beside = cards.flatMap((one) => one.beside);
  for (const { key } of others) forgetCard(key);
  change(first.key, () => ({ images, beside, gathered }));
}

/** Gives each image of a gathered card a card of its own again. */
export function scatter(key: string): void {
  const upload = uploads.peek().find((one) => one.key === key);
  const [, ...others] = upload?.images ?? [];
  if (!upload || others.length === 0) return;
  const cards = others.map((image) => newUpload(image));
  const { gathered: _ended, ...rest } = upload;
  const alone: SceneUpload = { ...rest, images: upload.images.slice(0, 1) };
  uploads.value = uploads.value.flatMap((one) => (one.key === key ? [alone, ...cards] : [one]));
  keepUpload(alone);
  for (const card of cards) {
    void own(card.key);
    keepUpload(card);
    void propose(card.key);
  }
}

function newTransfer(siteId: string, role: Transfer['role'], { file, handle }: GivenFile): Transfer {
  const { name: fileName, size, lastModified } = file;
  return {
    ...{ key: newId(), siteId, role, fileName, size, lastModified, file },
    ...(handle && { handle }),
    state: signal({ kind: 'hashing', part: 0 }),
  };
}

function newUpload(image: Transfer): SceneUpload {
  return {
    key: newId(),
    siteId: image.siteId,
    images: [image],
    beside: [],
    ...proposeFromName(image.fileName),
    unread: [],
    placement: blankPlacementDraft,
    acceptAccuracy: false,
    wanted: false,
    faults: [],
  };
}

/** Fills in what the files themselves say, where nothing was typed meanwhile. */
export async function propose(key: string): Promise<void> {
  const upload = uploads.peek().find((one) => one.key === key);
  const image = upload?.images[0]?.file;
  if (!upload || !image) return;
  const beside = upload.beside.flatMap(({ file }) => file ?? []);
  const { statements, unread } = await statementsOf(upload.siteId, image, beside);
  const places = await readPlaces(beside);
  change(key, ({ fields, statements: before, placement, places: known = [] }) => {
    const titles = before.filter(({ field, from }) => field === 'title' && from === 'name');
    const laid = lay({ fields, statements: before }, [...titles, ...statements]);
    return { ...laid, unread, places, placement: placedBeside(placement, places, known) };
  });
}
