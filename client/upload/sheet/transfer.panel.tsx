import { useRef } from 'preact/hooks';
import { isolated } from '#domain/text/text.rules.ts';
import { comparisonModel } from '../../comparison/index.ts';
import { tellFault, useModel } from '../../core/index.ts';
import { formatBytes, formatDuration, formatPercent, loadingWords } from '../../i18n/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { addFiles, uploadsShown } from '../card/upload.store.ts';
import { regainFile } from '../card/upload-restoring.ts';
import { pickFiles } from '../transfer/file-handles.ts';
import { pauseTransfer, restartTransfer, resumeTransfer } from '../transfer/transfer.store.ts';
import type { Transfer, TransferState } from '../transfer/transfer.ts';

/** How far a file is on its way, and what can be done about it. */
export function TransferProgress({ transfer }: { transfer: Transfer }) {
  const state = transfer.state.value;
  const { size } = transfer;
  switch (state.kind) {
    case 'hashing':
      return <Bar part={state.part} figures={['Checking the file', formatPercent(state.part)]} />;
    case 'queued':
      return (
        <Bar part={state.sent / size} figures={['Waiting for its turn', ...sentFigures(state.sent, size)]}>
          <Pause transfer={transfer} />
        </Bar>
      );
    case 'sending':
      return <Sending transfer={transfer} state={state} />;
    case 'line_down':
      return (
        <Bar
          part={state.sent / size}
          figures={['No line to the server: goes on by itself', ...sentFigures(state.sent, size)]}
        >
          <Pause transfer={transfer} />
        </Bar>
      );
    case 'paused':
      return (
        <>
          <Bar part={state.sent / size} figures={['Paused', ...sentFigures(state.sent, size)]}>
            <button type="button" class="link" onClick={() => resumeTransfer(transfer)}>
              Go on
            </button>
          </Bar>
          {state.sentence && (
            <p class="fault" role="alert">
              {state.sentence}
            </p>
          )}
        </>
      );
    case 'file_needed':
      return <FileNeeded transfer={transfer} sent={state.sent} />;
    case 'checking':
      return <Bar part={1} figures={['Sent; the server looks at it']} />;
    case 'refused':
      return <Refused transfer={transfer} state={state} />;
    case 'received':
      return null;
  }
}

function Sending({ transfer, state }: { transfer: Transfer; state: TransferState & { kind: 'sending' } }) {
  const { size } = transfer;
  const { sent, pace, silent } = state;
  if (silent)
    return (
      <Bar part={sent / size} figures={[loadingWords.unanswered, ...sentFigures(sent, size)]}>
        <Pause transfer={transfer} />
      </Bar>
    );
  if (sent >= size) return <Bar part={1} figures={['Sent; the server looks at it']} />;
  const speed = pace
    ? [`${formatBytes(pace.bytesPerSecond)}/s`, `${formatDuration(pace.secondsLeft)} left`]
    : [];
  return (
    <Bar part={sent / size} figures={['Sending', ...sentFigures(sent, size), ...speed]}>
      <Pause transfer={transfer} />
    </Bar>
  );
}

function sentFigures(sent: number, size: number): string[] {
  return sent === 0 ? [] : [formatPercent(sent / size), `${formatBytes(sent)} of ${formatBytes(size)}`];
}

function Pause({ transfer }: { transfer: Transfer }) {
  return (
    <button type="button" class="link" onClick={() => pauseTransfer(transfer)}>
      Pause
    </button>
  );
}

function Bar({
  part,
  figures,
  children,
}: {
  part: number;
  figures: readonly string[];
  children?: preact.ComponentChildren;
}) {
  return (
    <div class="progress">
      <progress value={part} max={1} aria-label={figures[0]} />
      <span class="figures">
        {figures.map((figure, place) => (
          <span key={place}>{figure}</span>
        ))}
      </span>
      {children}
    </div>
  );
}

function FileNeeded({ transfer, sent }: { transfer: Transfer; sent: number | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const { size, handle, fileName } = transfer;
  const goOn = async () => {
    if (handle && (await regainFile(transfer))) return;
    if (handle) tellFault(`${isolated(fileName)} was moved or changed since: choose it again.`);
    const picked = await pickFiles();
    if (picked) void addFiles(picked);
    else input.current?.click();
  };
  return (
    <div class="progress waits">
      <progress value={sent === undefined ? 0 : sent / size} max={1} aria-label="Sent so far" />
      <span>
        {sent === undefined ? (
          loadingWords.sent
        ) : (
          <>
            {sent > 0 ? `Half sent (${formatPercent(sent / size)}): ` : 'Not sent yet: '}
            {handle
              ? 'the browser wants your leave to read the file again.'
              : 'choose or drop this file again to go on.'}
          </>
        )}
      </span>
      <button type="button" class="button" onClick={() => void goOn()}>
        {handle ? 'Go on' : 'Choose the file'}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`Choose ${isolated(fileName)} again`}
        onChange={(event) => {
          void addFiles([...(event.currentTarget.files ?? [])].map((file) => ({ file })));
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

function Refused({ transfer, state }: { transfer: Transfer; state: TransferState & { kind: 'refused' } }) {
  const { sceneById } = useModel(sceneModel);
  const { setAfter } = useModel(comparisonModel);
  const { sceneId } = state;
  const scene = sceneById(sceneId);
  return (
    <div class="fault-box" role="alert">
      <p>{state.sentence}</p>
      {(state.again || scene?.state === 'ready') && (
        <div class="actions">
          {state.again && (
            <button type="button" class="button" onClick={() => restartTransfer(transfer)}>
              Try again
            </button>
          )}
          {scene?.state === 'ready' && (
            <button
              type="button"
              class="button"
              onClick={() => {
                setAfter(scene.id);
                uploadsShown.value = false;
              }}
            >
              Show that scene
            </button>
          )}
        </div>
      )}
    </div>
  );
}
