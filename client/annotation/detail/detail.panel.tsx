import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { assessmentModel, nextStep, nextStepWords } from '../../assessment/index.ts';
import { Assessments } from '../../assessment/panels.ts';
import { comparisonModel } from '../../comparison/index.ts';
import { Icon } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { formatAcquired, formatArea, formatMoment, labels, loadingWords } from '../../i18n/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { deletionModel } from '../acts/deletion.store.ts';
import { selectionModel } from '../acts/selection.store.ts';
import { verificationModel } from '../acts/verification.store.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import { listModel } from '../base/list.store.ts';
import { StatusLine } from '../base/status-mark.tsx';
import { History } from './history.panel.tsx';

/** The selected change: what it claims, how verified it is, and what has been done to it. */
export function DetailPanel({
  annotation,
  mates,
  sightings,
  openFigure,
}: {
  annotation: Annotation;
  /** What else happened to its structure. */
  mates: ComponentChildren;
  /** What each scene shows of its structure. */
  sightings: ComponentChildren;
  openFigure: () => void;
}) {
  const { editInForm, select, startEditing } = useModel(draftModel);
  const { fitSelected } = useModel(selectionModel);
  const { remove } = useModel(deletionModel);
  const { refreshAnnotation } = useModel(listModel);
  const { properties, id } = annotation;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever works by keyboard goes on here, unless the focus is somewhere already.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section class="detail" aria-label={`Selected change ${properties.number}`}>
      <header class="panel-head">
        <button type="button" class="tool" aria-label="Back to all changes" onClick={() => select(undefined)}>
          <Icon name="back" />
        </button>
        <h2 ref={heading} tabIndex={-1}>
          {properties.number}
        </h2>
        <button type="button" class="tool" aria-label="Fit on the map" onClick={fitSelected}>
          <Icon name="fit" />
        </button>
      </header>
      <div class="scroll">
        <p class="claim">
          {properties.title ?? properties.structureOther ?? labels.structure[properties.structure]}
          <strong>{labels.change[properties.change].toLowerCase()}</strong>
        </p>
        <Facts annotation={annotation} />
        {properties.description && <p class="description">{properties.description}</p>}
        <div class="actions">
          <button type="button" class="button" onClick={() => editInForm(id)}>
            Edit
          </button>
          <button type="button" class="button" onClick={() => startEditing(id)}>
            Edit corners
          </button>
          <button type="button" class="button" onClick={openFigure}>
            Figure
          </button>
          <button type="button" class="button" onClick={() => void remove(annotation)}>
            Delete
          </button>
        </div>
        {mates}
        <h3>When</h3>
        {sightings}
        <h3>How verified</h3>
        <Verification annotation={annotation} />
        <Assessments annotation={annotation} refresh={refreshAnnotation} />
        <Supersession annotation={annotation} />
        <History />
      </div>
    </section>
  );
}

function Facts({ annotation: { properties } }: { annotation: Annotation }) {
  const { after, before, setAfter, setBefore } = useModel(comparisonModel);
  const { sceneById, scenesResource } = useModel(sceneModel);
  const { beforeSceneId, afterSceneId, count, damageGrade, viewing } = properties;
  const shown = before.value?.id === beforeSceneId && after.value?.id === afterSceneId;
  const date = (id: string) => {
    const scene = sceneById(id);
    return scene
      ? `${formatAcquired(scene)}${scene.synthetic ? ' · synthetic' : ''}`
      : scenesResource.standing.value.kind === 'there'
        ? 'a scene that is not here'
        : loadingWords.scene;
  };
  return (
    <dl class="facts">
      <div>
        <dt class="before">Before</dt>
        <dd>{date(beforeSceneId)}</dd>
      </div>
      <div>
        <dt class="after">After</dt>
        <dd>
          {date(afterSceneId)}{' '}
          {!shown && (
            <button
              type="button"
              class="link"
              onClick={() => {
                setBefore(beforeSceneId);
                setAfter(afterSceneId);
              }}
            >
              Show both
            </button>
          )}
        </dd>
      </div>
      <div>
        <dt>Area</dt>
        <dd>
          {formatArea(properties.area)}
          {count && ` · ${count} structures`}
        </dd>
      </div>
      {damageGrade && (
        <div>
          <dt>Damage grade</dt>
          <dd>{labels.damageGrade[damageGrade]}</dd>
        </div>
      )}
      <div>
        <dt>Drawn</dt>
        <dd>
          {properties.createdBy}, {formatMoment(properties.createdAt)}
          {viewing && `, ${labels.mode[viewing.mode].toLowerCase()} at ${viewing.resolution.toFixed(2)} m/px`}
        </dd>
      </div>
      {properties.version > 1 && (
        <div>
          <dt>Version</dt>
          <dd>
            {properties.version}, last changed by {properties.updatedBy}, {formatMoment(properties.updatedAt)}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Verification({ annotation: { id, properties } }: { annotation: Annotation }) {
  const { assessments } = useModel(assessmentModel);
  const { askForReview } = useModel(verificationModel);
  const step = assessments.value && nextStep(properties.status, [...assessments.value], properties.version);
  return (
    <div class="verification">
      <p class="status">
        <StatusLine status={properties.status} />
        {labels.status[properties.status]}
        {properties.selfDeclared && <small>by self-declared names</small>}
      </p>
      {step && step !== 'none' && <p class="hint">{nextStepWords[step]}</p>}
      {properties.status === 'observed' && (
        <button type="button" class="button" onClick={() => void askForReview(id)}>
          Ask for a second reading
        </button>
      )}
    </div>
  );
}

function Supersession({ annotation }: { annotation: Annotation }) {
  const { annotations } = useModel(annotationsModel);
  const { select } = useModel(draftModel);
  const { supersedeBy, endSupersession } = useModel(verificationModel);
  const [replacement, choose] = useState('');
  const { id, properties } = annotation;
  if (properties.status === 'superseded') {
    const by = properties.supersededBy;
    return (
      <p>
        Superseded by{' '}
        <button type="button" class="link" onClick={() => select(by)}>
          {annotations.value.get(by ?? '')?.properties.number ?? 'another change'}
        </button>
        .{' '}
        <button type="button" class="link" onClick={() => void endSupersession(annotation)}>
          Take that back
        </button>
      </p>
    );
  }
  const others = [...annotations.value.values()].filter((one) => one.id !== id).slice(0, 500);
  if (others.length === 0) return null;
  return (
    <details>
      <summary>Supersede</summary>
      <div class="inline">
        <select
          aria-label="The change that replaces this one"
          value={replacement}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">Choose the change that replaces it</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.properties.number} {labels.structure[one.properties.structure]}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="button"
          disabled={replacement === ''}
          onClick={() => void supersedeBy(annotation, replacement)}
        >
          Supersede
        </button>
      </div>
    </details>
  );
}
