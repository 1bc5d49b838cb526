import type { IngestJob, Scene } from '#domain/scene/scene.contract.ts';
import { isMadeAgain } from '#domain/scene/scene.rules.ts';
import { comparisonModel } from '../../comparison/index.ts';
import { useModel } from '../../core/index.ts';
import { formatBytes, formatDay, formatDuration, formatPercent } from '../../i18n/index.ts';
import { SceneRemoval } from '../../scene/panels.ts';
import { ingestModel, isUnderWay } from '../card/ingest.store.ts';
import { uploadsShown } from '../card/upload.store.ts';
import { cancelIngest, retryIngest } from '../transfer/upload.api.ts';

const stages: Record<IngestJob['stage'], string> = {
  waiting: 'Waiting',
  reading: 'Reading',
  writing_overviews: 'Writing overviews',
  checking: 'Checking every tile',
  cancelled: 'Cancelled',
};

/** A scene that the server takes in, or could not. */
export function IngestCard({ scene }: { scene: Scene }) {
  const { showAfter } = useModel(ingestModel);
  const { id, title, original, failure } = scene;
  return (
    <article class="upload" aria-label={original.fileName}>
      <header>
        <strong>{title}</strong>
        <small>
          {formatDay(scene)} · {formatBytes(original.size)}
        </small>
      </header>
      {isUnderWay(scene) ? (
        <Working scene={scene} />
      ) : scene.state === 'failed' ? (
        <>
          <p class="fault-box" role="alert">
            {failure?.detail ?? 'The file could not be read.'}
          </p>
          <SceneRemoval scene={scene}>
            <button type="button" class="button" onClick={() => showAfter(retryIngest(id))}>
              Try again
            </button>
          </SceneRemoval>
        </>
      ) : (
        <Ready scene={scene} />
      )}
    </article>
  );
}

function Working({ scene }: { scene: Scene }) {
  const { showAfter } = useModel(ingestModel);
  const { id, job, progress, display, state } = scene;
  const share = job?.share ?? progress;
  const kept = state === 'ready' && display?.kept;
  return (
    <div class="progress">
      {isMadeAgain(scene) && (
        <p>Its display copy is being made again. It was lost, or its original had to be restored.</p>
      )}
      <progress value={share} max={1} aria-label={stages[job?.stage ?? 'waiting']} />
      <span class="figures">
        <span>
          {kept ? 'Ready. Kept as it is; every tile is still being checked' : stages[job?.stage ?? 'waiting']}
        </span>
        {job?.stage !== 'waiting' && <span>{formatPercent(share)}</span>}
        {job?.secondsLeft !== undefined && <span>{formatDuration(job.secondsLeft)} left</span>}
      </span>
      {state === 'ingesting' && (
        <button type="button" class="link" onClick={() => showAfter(cancelIngest(id))}>
          Cancel
        </button>
      )}
    </div>
  );
}

function Ready({ scene: { id, display } }: { scene: Scene }) {
  const { setAfter } = useModel(comparisonModel);
  const { dismissIngest } = useModel(ingestModel);
  return (
    <p class="done" role="status">
      <span>
        Ready on the timeline.
        {display?.kept && ` Kept as it is${display.checked === 'every_tile' ? ', every tile checked' : ''}.`}
      </span>
      <button
        type="button"
        class="link"
        onClick={() => {
          setAfter(id);
          uploadsShown.value = false;
        }}
      >
        Show
      </button>
      <button type="button" class="link" onClick={() => dismissIngest(id)}>
        Dismiss
      </button>
    </p>
  );
}
