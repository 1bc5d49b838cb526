import { useRef } from 'preact/hooks';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { Icon } from '../controls/icon.tsx';
import { sentenceOf } from '../http.ts';
import { formatBytes, formatPercent, plural } from '../i18n/formats.ts';
import { tellFault } from '../notice.store.ts';
import { MetadataForm } from './metadata-form.panel.tsx';
import { deleteScene } from './scene.api.ts';
import { sceneById } from './scene.store.ts';
import {
  addFiles,
  cancelUpload,
  dismissUpload,
  isDone,
  sendAll,
  type Upload,
  unfinishedElsewhere,
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
  if (!uploadsShown.value || uploads.value.length + unfinishedElsewhere.value.length === 0) return null;
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
        {unfinishedElsewhere.value.map((scene) => (
          <SceneCard key={scene.id} scene={scene} />
        ))}
      </div>
    </section>
  );
}

/** Leads back to the sheet while files are on their way. */
export function UploadsBadge() {
  const elsewhere = unfinishedElsewhere.value;
  if (uploads.value.length + elsewhere.length === 0 || uploadsShown.value) return null;
  const underWay = uploadsUnderWay.value + elsewhere.filter(({ state }) => state === 'ingesting').length;
  const failed = elsewhere.length - elsewhere.filter(({ state }) => state === 'ingesting').length;
  const text =
    underWay > 0
      ? `${plural(underWay, 'scene')} under way`
      : failed > 0
        ? `${plural(failed, 'scene')} failed`
        : 'Scenes to add';
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
  const stop = () => void cancelUpload(upload.key);
  if (isDone(upload))
    return (
      <p class="done" role="status">
        Ready on the timeline.{' '}
        <button type="button" class="link" onClick={dismiss}>
          Dismiss
        </button>
      </p>
    );
  if (scene) return <Ingesting scene={scene} onStop={stop} stopName="Change and try again" />;
  return <Progress part={0} what="Waiting" onCancel={stop} />;
}

/** A scene that is being taken in, or could not be. */
function Ingesting({ scene, stopName, onStop }: { scene: Scene; stopName: string; onStop: () => void }) {
  if (scene.state === 'ingesting')
    return <Progress part={scene.progress} what="Making the display copy" onCancel={onStop} />;
  return (
    <div class="fault-box" role="alert">
      {scene.failure?.detail ?? 'The file could not be read.'}
      <div class="actions">
        <button type="button" class="button" onClick={onStop}>
          {stopName}
        </button>
      </div>
    </div>
  );
}

/** A scene whose file was sent from elsewhere, or before this page was loaded. */
function SceneCard({ scene }: { scene: Scene }) {
  const remove = () => void deleteScene(scene.id).catch((error: unknown) => tellFault(sentenceOf(error)));
  return (
    <article class="upload" aria-label={scene.original.fileName}>
      <header>
        <strong>{scene.original.fileName}</strong> <small>{formatBytes(scene.original.size)}</small>
      </header>
      <Ingesting scene={scene} stopName="Remove" onStop={remove} />
    </article>
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
