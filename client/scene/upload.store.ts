import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { readAcquired } from '../../server/scene/acquired.rules.ts';
import { type Scene, type SceneMetadata, sceneMetadataSchema } from '../../server/scene/scene.contract.ts';
import { type FieldFault, RequestFailure, sentenceOf } from '../http.ts';
import { site } from '../site/site.store.ts';
import { acquiredInName } from './date-in-name.ts';
import { deleteScene, loadScenes, uploadScene } from './scene.api.ts';
import { sceneById, scenes } from './scene.store.ts';
import { readTiffTags } from './tiff-tags.ts';

/** What is asked about a file, as it is typed. */
export type MetadataFields = Record<Exclude<keyof SceneMetadata, 'synthetic'>, string> & {
  synthetic: boolean;
};

/** One file on its way to being a scene. A refusal brings it back to asking, with what was typed. */
export type Upload = {
  key: string;
  siteId: string;
  file: File;
  fields: MetadataFields;
  /** Where the proposed date comes from, for the analyst to check. */
  dateOrigin?: string;
  stage:
    | { kind: 'asking'; sentence?: string; faults: FieldFault[] }
    | { kind: 'sending'; part: number }
    | { kind: 'ingesting'; sceneId: string };
};

export const uploads: Signal<readonly Upload[]> = signal([]);
/** Whether the sheet of uploads is open; sending goes on when it is closed. */
export const uploadsShown: Signal<boolean> = signal(false);
/** How many are being sent or taken in. */
export const uploadsUnderWay: ReadonlySignal<number> = computed(
  () => uploads.value.filter((one) => one.stage.kind !== 'asking' && !isDone(one)).length,
);
/** Scenes of this site that are not ready and whose file is not on this page's sheet. */
export const unfinishedElsewhere: ReadonlySignal<Scene[]> = computed(() => {
  const own = uploads.value.map(({ stage }) => (stage.kind === 'ingesting' ? stage.sceneId : undefined));
  return scenes.value.filter(({ id, state }) => state !== 'ready' && !own.includes(id));
});
const cancels = new Map<string, AbortController>();

/** True where the upload's scene can be looked at. */
export function isDone({ stage }: Upload): boolean {
  return (
    stage.kind === 'ingesting' &&
    scenes.value.some(({ id, state }) => id === stage.sceneId && state === 'ready')
  );
}

/** Takes files that were dropped or chosen; each is asked about before anything is sent. */
export function addFiles(files: Iterable<File>): void {
  const siteId = site.peek()?.id;
  if (!siteId) return;
  const added = [...files].map((file) => newUpload(siteId, file));
  if (added.length === 0) return;
  uploads.value = [...uploads.value.filter((one) => !isDone(one)), ...added];
  uploadsShown.value = true;
  for (const { key, file } of added) void proposeFromTags(key, file);
}

/** Fills in what the file itself says, where nothing was typed meanwhile. A date of its own goes before its name's. */
async function proposeFromTags(key: string, file: File): Promise<void> {
  const { acquired, ...tags } = await readTiffTags(file);
  update(key, (upload) => {
    const fields = { ...upload.fields };
    for (const [name, value] of Object.entries(tags) as [keyof typeof tags, string][])
      if (fields[name] === '') fields[name] = value;
    const read = acquired === undefined ? undefined : readAcquired(acquired);
    if (!read || fields.acquired !== (acquiredInName(file.name, new Date()) ?? ''))
      return { ...upload, fields };
    return {
      ...upload,
      fields: { ...fields, acquired: read.value },
      dateOrigin: "From the file's own tags: check it.",
    };
  });
}

export function editFields(key: string, change: Partial<MetadataFields>): void {
  update(key, (upload) => ({ ...upload, fields: { ...upload.fields, ...change } }));
}

/** Sends one file. */
export async function sendUpload(key: string): Promise<void> {
  const upload = uploads.value.find((one) => one.key === key);
  if (upload?.stage.kind !== 'asking') return;
  const refuse = (sentence: string, faults: FieldFault[] = []) => {
    update(key, (one) => ({ ...one, stage: { kind: 'asking', sentence, faults } }));
  };
  const metadata = sceneMetadataSchema.safeParse(metadataOf(upload.fields));
  if (!metadata.success) {
    const faults = metadata.error.issues.map(({ path, message }) => ({
      pointer: `/${path.map(String).join('/')}`,
      detail: path[0] === 'acquired' && upload.fields.acquired.trim() === '' ? DATE_MISSING : message,
    }));
    return refuse('Not sent yet: some of it is missing or wrong.', faults);
  }
  const cancel = new AbortController();
  cancels.set(key, cancel);
  const tellPart = (part: number) => update(key, (one) => ({ ...one, stage: { kind: 'sending', part } }));
  tellPart(0);
  try {
    const scene = await uploadScene(
      upload.siteId,
      { file: upload.file, metadata: metadata.data },
      { onProgress: tellPart, signal: cancel.signal },
    );
    update(key, (one) => ({ ...one, stage: { kind: 'ingesting', sceneId: scene.id } }));
    await loadScenes();
  } catch (error) {
    if (cancel.signal.aborted) return refuse('Cancelled. Nothing was stored.');
    const faults = error instanceof RequestFailure ? (error.problem?.errors ?? []) : [];
    refuse(sentenceOf(error), faults.map(withoutMetadata));
  } finally {
    cancels.delete(key);
  }
}
const DATE_MISSING = 'Say when it was acquired; a year is enough where no more is known.';

/** Sends every file that has been asked about. */
export function sendAll(): void {
  for (const upload of uploads.value) if (upload.stage.kind === 'asking') void sendUpload(upload.key);
}

/** Stops a file that is being sent or taken in; one that failed goes back to being asked about. */
export async function cancelUpload(key: string): Promise<void> {
  const upload = uploads.value.find((one) => one.key === key);
  if (!upload) return;
  cancels.get(key)?.abort();
  if (upload.stage.kind !== 'ingesting') return;
  const failed = sceneById(upload.stage.sceneId)?.state === 'failed';
  let sentence = failed ? undefined : 'Cancelled. Nothing was stored.';
  try {
    await deleteScene(upload.stage.sceneId);
  } catch (error) {
    sentence = sentenceOf(error);
  }
  update(key, (one) => ({ ...one, stage: { kind: 'asking', faults: [], ...(sentence && { sentence }) } }));
}

/** Takes a file off the sheet. */
export function dismissUpload(key: string): void {
  uploads.value = uploads.value.filter((one) => one.key !== key);
  if (uploads.value.length === 0) uploadsShown.value = false;
}

function newUpload(siteId: string, file: File): Upload {
  const acquired = acquiredInName(file.name, new Date());
  return {
    key: crypto.randomUUID(),
    siteId,
    file,
    fields: {
      ...blankFields,
      title: file.name.replace(/\.tiff?$/i, '').slice(0, 200),
      acquired: acquired ?? '',
    },
    ...(acquired && { dateOrigin: "From the file's name: check it." }),
    stage: { kind: 'asking', faults: [] },
  };
}

const blankFields: MetadataFields = {
  title: '',
  acquired: '',
  platform: '',
  provider: '',
  licence: '',
  catalogueId: '',
  gsd: '',
  offNadir: '',
  incidenceAngle: '',
  viewAzimuth: '',
  sunAzimuth: '',
  sunElevation: '',
  cloudCover: '',
  synthetic: false,
};
const numeric: ReadonlySet<string> = new Set([
  'gsd',
  'offNadir',
  'incidenceAngle',
  'viewAzimuth',
  'sunAzimuth',
  'sunElevation',
  'cloudCover',
]);

/** What was typed, as the contract wants it: fields left empty left out, figures as numbers. */
function metadataOf(fields: MetadataFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([name, value]) => (value !== '' && value !== false) || name === 'acquired')
      .map(([name, value]) => [name, numeric.has(name) ? Number(value) : value]),
  );
}

function withoutMetadata({ pointer, detail }: FieldFault): FieldFault {
  return { pointer: pointer.replace(/^\/metadata(?=\/)/, ''), detail };
}

function update(key: string, change: (upload: Upload) => Upload): void {
  uploads.value = uploads.value.map((one) => (one.key === key ? change(one) : one));
}
