import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { plural } from '../../i18n/index.ts';
import { proposedKeys } from '../card/gathering.store.ts';
import { ingestModel, isUnderWay } from '../card/ingest.store.ts';
import { wantScene } from '../card/scene-making.ts';
import { type SceneUpload, transfersOf } from '../card/scene-upload.ts';
import { addFiles, uploadsHere, uploadsShown } from '../card/upload.store.ts';
import { pickFiles } from '../transfer/file-handles.ts';
import { GatheringProposals } from './gathering.panel.tsx';
import { IngestCard } from './ingest.panel.tsx';
import { UploadCard } from './upload-card.panel.tsx';

/** Opens the browser's choice of files. */
export function AddScenesInput({ children, label }: { children: ComponentChildren; label: string }) {
  const { ingestsHere } = useModel(ingestModel);
  const input = useRef<HTMLInputElement>(null);
  const choose = async () => {
    const picked = await pickFiles();
    if (picked) void addFiles(picked);
    else input.current?.click();
  };
  return (
    <>
      <button
        type="button"
        class="tool add"
        aria-label={label}
        title={label}
        onClick={() => {
          if (uploadsHere.value.length + ingestsHere.value.length > 0) uploadsShown.value = true;
          void choose();
        }}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="GeoTIFF files"
        multiple
        onChange={(event) => {
          void addFiles([...(event.currentTarget.files ?? [])].map((file) => ({ file })));
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** The sheet of files on their way and of scenes under way; closing it stops nothing. */
export function Uploads() {
  const { ingestsHere } = useModel(ingestModel);
  const cards = uploadsHere.value;
  const ingests = ingestsHere.value;
  if (!uploadsShown.value || cards.length + ingests.length === 0) return null;
  const unasked = cards.filter((one) => !one.wanted && !isRefused(one) && !proposedKeys.value.has(one.key));
  return (
    <section class="uploads" aria-label="Add scenes">
      <header class="panel-head">
        <h2>Add scenes</h2>
        {unasked.length > 1 && (
          <button
            type="button"
            class="button primary"
            onClick={() => {
              for (const { key } of unasked) wantScene(key);
            }}
          >
            Add all {unasked.length}
          </button>
        )}
        <button type="button" class="tool" aria-label="Close" onClick={() => (uploadsShown.value = false)}>
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll">
        <GatheringProposals />
        {cards.map(
          (upload) => !proposedKeys.value.has(upload.key) && <UploadCard key={upload.key} upload={upload} />,
        )}
        {ingests.map((scene) => (
          <IngestCard key={scene.id} scene={scene} />
        ))}
        {cards.some(isSending) && (
          <p class="hint">Closing the page pauses the sending; it goes on from there when you are back.</p>
        )}
      </div>
    </section>
  );
}

/** Leads back to the sheet while something is under way. */
export function UploadsBadge() {
  const { ingestsHere } = useModel(ingestModel);
  const cards = uploadsHere.value;
  const ingests = ingestsHere.value;
  if (uploadsShown.value || cards.length + ingests.length === 0) return null;
  const underWay =
    cards.filter((one) => one.wanted || isSending(one)).length + ingests.filter(isUnderWay).length;
  const failed = cards.filter(isRefused).length + ingests.filter(({ state }) => state === 'failed').length;
  const text =
    underWay > 0
      ? `${plural(underWay, 'scene')} under way`
      : failed > 0
        ? `${plural(failed, 'scene')} failed`
        : cards.length > 0
          ? `${plural(cards.length, 'scene')} to add`
          : `${plural(ingests.length, 'scene')} added`;
  return (
    <button type="button" class="button" onClick={() => (uploadsShown.value = true)}>
      {text}
    </button>
  );
}

function isSending(upload: SceneUpload): boolean {
  return transfersOf(upload).some(({ state }) =>
    ['hashing', 'queued', 'sending', 'line_down'].includes(state.value.kind),
  );
}

function isRefused({ images }: SceneUpload): boolean {
  return images.some(({ state }) => state.value.kind === 'refused');
}
