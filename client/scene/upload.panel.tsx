import { useEffect, useRef } from 'preact/hooks';
import { TextField } from '../controls/field.tsx';
import { Icon } from '../controls/icon.tsx';
import { Section } from '../controls/section.tsx';
import { formatBytes, formatPercent, plural } from '../i18n/formats.ts';
import { sceneById, scenes } from './scene.store.ts';
import {
  addFiles,
  cancelUpload,
  dismissUpload,
  editFields,
  isDone,
  type MetadataFields,
  sendAll,
  sendUpload,
  type Upload,
  uploads,
  uploadsShown,
  uploadsUnderWay,
} from './upload.store.ts';

/** Opens the browser's choice of files. */
export function AddScenesInput({ children, label }: { children: preact.ComponentChildren; label: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="tool add"
        aria-label={label}
        title={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="GeoTIFF files"
        accept=".tif,.tiff,image/tiff"
        multiple
        onChange={(event) => {
          addFiles(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Takes files that are dropped anywhere on the page. */
export function followDrops(): () => void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.documentElement.dataset.dropping = '';
  };
  const leave = (event: DragEvent) => {
    if (!event.relatedTarget) delete document.documentElement.dataset.dropping;
  };
  const drop = (event: DragEvent) => {
    delete document.documentElement.dataset.dropping;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    addFiles(event.dataTransfer?.files ?? []);
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', leave);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('dragleave', leave);
    removeEventListener('drop', drop);
  };
}

/** The sheet of files on their way; closing it stops nothing. */
export function Uploads() {
  if (!uploadsShown.value || uploads.value.length === 0) return null;
  const asking = uploads.value.filter((one) => one.stage.kind === 'asking').length;
  return (
    <section class="uploads" aria-label="Add scenes">
      <header class="panel-head">
        <h2>Add scenes</h2>
        {asking > 1 && (
          <button type="button" class="button primary" onClick={sendAll}>
            Send all {asking}
          </button>
        )}
        <button type="button" class="tool" aria-label="Close" onClick={() => (uploadsShown.value = false)}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        {uploads.value.map((upload) => (
          <UploadCard key={upload.key} upload={upload} />
        ))}
      </div>
    </section>
  );
}

/** Leads back to the sheet while files are on their way. */
export function UploadsBadge() {
  if (uploads.value.length === 0 || uploadsShown.value) return null;
  const text =
    uploadsUnderWay.value > 0 ? `${plural(uploadsUnderWay.value, 'scene')} under way` : 'Scenes to add';
  return (
    <button type="button" class="button" onClick={() => (uploadsShown.value = true)}>
      {text}
    </button>
  );
}

function UploadCard({ upload }: { upload: Upload }) {
  const { stage, file, key } = upload;
  return (
    <article class="upload" aria-label={file.name}>
      <header>
        <strong>{file.name}</strong> <small>{formatBytes(file.size)}</small>
      </header>
      {stage.kind === 'asking' && <MetadataForm upload={upload} stage={stage} />}
      {stage.kind === 'sending' && (
        <Progress part={stage.part} what="Sending" onCancel={() => void cancelUpload(key)} />
      )}
      {stage.kind === 'ingesting' && <Ingest upload={upload} sceneId={stage.sceneId} />}
    </article>
  );
}

function Ingest({ upload, sceneId }: { upload: Upload; sceneId: string }) {
  const scene = sceneById(sceneId);
  const dismiss = () => dismissUpload(upload.key);
  if (isDone(upload))
    return (
      <p class="done" role="status">
        Ready on the timeline.{' '}
        <button type="button" class="link" onClick={dismiss}>
          Dismiss
        </button>
      </p>
    );
  if (scene?.state === 'failed')
    return (
      <div class="fault-box" role="alert">
        {scene.failure?.detail ?? 'The file could not be read.'}
        <div class="actions">
          <button type="button" class="button" onClick={() => void cancelUpload(upload.key)}>
            Change and try again
          </button>
          <button type="button" class="button" onClick={dismiss}>
            Dismiss
          </button>
        </div>
      </div>
    );
  const queued = scenes.value.length > 0 && !scene;
  return (
    <Progress
      part={scene?.progress ?? 0}
      what={queued ? 'Waiting' : 'Making the display copy'}
      onCancel={() => void cancelUpload(upload.key)}
    />
  );
}

function Progress({ part, what, onCancel }: { part: number; what: string; onCancel: () => void }) {
  return (
    <div class="progress">
      <progress value={part} max={1} aria-label={what} />
      <output>
        {what} {formatPercent(part)}
      </output>
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

const further: {
  name: Exclude<keyof MetadataFields, 'synthetic' | 'acquired' | 'title'>;
  label: string;
  figure?: true;
}[] = [
  { name: 'platform', label: 'Sensor or satellite' },
  { name: 'provider', label: 'Provider' },
  { name: 'licence', label: 'Licence' },
  { name: 'catalogueId', label: 'Catalogue id' },
  { name: 'gsd', label: 'Pixel size (m)', figure: true },
  { name: 'offNadir', label: 'Off nadir (°)', figure: true },
  { name: 'incidenceAngle', label: 'Incidence angle (°)', figure: true },
  { name: 'viewAzimuth', label: 'View azimuth (°)', figure: true },
  { name: 'sunAzimuth', label: 'Sun azimuth (°)', figure: true },
  { name: 'sunElevation', label: 'Sun elevation (°)', figure: true },
  { name: 'cloudCover', label: 'Cloud cover (%)', figure: true },
];

function MetadataForm({ upload, stage }: { upload: Upload; stage: Upload['stage'] & { kind: 'asking' } }) {
  const form = useRef<HTMLFormElement>(null);
  const { key, fields, dateOrigin, file } = upload;
  const { faults } = stage;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [faults]);
  return (
    <form
      ref={form}
      aria-label={`About ${file.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void sendUpload(key);
      }}
    >
      {stage.sentence && (
        <p class="fault-box" role="alert">
          {stage.sentence}
        </p>
      )}
      <div class="pair">
        <TextField
          label="Acquired (UTC)"
          placeholder="2012-10-11"
          hint={dateOrigin ?? 'Day, month, year or instant; not the release date'}
          pointer="/acquired"
          faults={faults}
          value={fields.acquired}
          onChange={(acquired) => editFields(key, { acquired })}
        />
        <TextField
          label="Title"
          pointer="/title"
          faults={faults}
          value={fields.title}
          onChange={(title) => editFields(key, { title })}
        />
      </div>
      <Section
        summary="Sensor, licence, angles"
        opens={faults.some(({ pointer }) => further.some(({ name }) => pointer === `/${name}`))}
      >
        <div class="pair">
          {further.map(({ name, label, figure }) => (
            <TextField
              key={name}
              label={label}
              {...(figure && { inputMode: 'decimal' as const })}
              pointer={`/${name}`}
              faults={faults}
              value={fields[name]}
              onChange={(value) => editFields(key, { [name]: value })}
            />
          ))}
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={fields.synthetic}
            onChange={(event) => editFields(key, { synthetic: event.currentTarget.checked })}
          />
          Synthetic: made by software, not by a sensor
        </label>
      </Section>
      <div class="actions">
        <button type="submit" class="button primary">
          Send
        </button>
        <button type="button" class="button" onClick={() => dismissUpload(key)}>
          Leave out
        </button>
      </div>
    </form>
  );
}
