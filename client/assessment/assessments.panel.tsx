import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { AssessedSource, Assessment } from '#domain/assessment/assessment.contract.ts';
import { type Verdict, verdicts } from '#domain/assessment/assessment.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { submitsOn } from '../controls/index.ts';
import { AreaField, Awaiting, ChoiceField } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatMoment, labels, loadingWords } from '../i18n/index.ts';
import { assessmentModel } from './assessment.store.ts';
import { JudgementFields, RivalFields } from './assessment-fields.panel.tsx';
import { assessmentDraftOf, editAssessment } from './typed-assessment.store.ts';

/** `refresh` fetches the annotation anew after a judgement. */
type Judged = { annotation: Annotation; refresh: (id: string) => Promise<void> };

/** All that was judged of an annotation, the newest first, and a form for a further judgement. */
export function Assessments({ annotation, refresh }: Judged) {
  const { assessing, assessments, assessmentsLoader } = useModel(assessmentModel);
  const [newest, ...earlier] = [...(assessments.value ?? [])].reverse();
  return (
    <section aria-label="Assessments">
      <Awaiting what={loadingWords.assessments} loader={assessmentsLoader} />
      {newest && <One assessment={newest} annotation={annotation} />}
      {earlier.length > 0 && (
        <details>
          <summary>Earlier assessments ({earlier.length})</summary>
          {earlier.map((assessment) => (
            <One key={assessment.id} assessment={assessment} annotation={annotation} />
          ))}
        </details>
      )}
      {assessing.value === annotation.id ? (
        <AssessmentForm annotation={annotation} refresh={refresh} />
      ) : (
        <button type="button" class="button" onClick={() => (assessing.value = annotation.id)}>
          Add an assessment
        </button>
      )}
    </section>
  );
}

function One({ assessment, annotation }: { assessment: Assessment; annotation: Annotation }) {
  const { verdict, by, at, likelihood, confidence, confidenceReason, sources, rivals, settles, note } =
    assessment;
  const outdated = assessment.version !== annotation.properties.version;
  return (
    <article class="assessment">
      <p class="assessment-head">
        <strong>{labels.verdict[verdict]}</strong> <span>{by}</span>{' '}
        <small>
          {formatMoment(at)}
          {assessment.secondReading && ' · second reading'}
          {outdated && ` · judged version ${assessment.version}`}
        </small>
      </p>
      <dl class="facts">
        {likelihood && (
          <Fact name="Likelihood">
            {labels.likelihood[likelihood]} ({labels.likelihoodRange[likelihood]})
          </Fact>
        )}
        {confidence && (
          <Fact name="Confidence">
            {labels.confidence[confidence]}
            {confidenceReason && `: ${isolated(confidenceReason)}`}
          </Fact>
        )}
        {sources.map((source) => (
          <Fact key={source.sourceId} name={labels.source[source.kind]}>
            <SourceWords source={source} />
          </Fact>
        ))}
        {rivals.map((rival) => (
          <Fact key={rival.kind + rival.reason} name={labels.rival[rival.kind]}>
            {labels.rivalState[rival.state]}
            {rival.reason && `: ${isolated(rival.reason)}`}
          </Fact>
        ))}
        {settles && <Fact name="Settles it">{settles}</Fact>}
        {note && <Fact name="Note">{note}</Fact>}
      </dl>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SourceWords({ source }: { source: AssessedSource }) {
  const { title, url, date, reliability, credibility, note } = source;
  return (
    <>
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          {title}
        </a>
      ) : (
        title
      )}
      {date && ` (${date})`}{' '}
      <abbr title={`${labels.reliability[reliability]}; ${labels.credibility[credibility].toLowerCase()}`}>
        {reliability}
        {credibility}
      </abbr>
      {note && ` ${isolated(note)}`}
    </>
  );
}

function AssessmentForm({ annotation, refresh }: Judged) {
  const { assessmentFaults, discardAssessment, sendAssessment } = useModel(assessmentModel);
  const form = useRef<HTMLFormElement>(null);
  const { id, properties } = annotation;
  const draft = assessmentDraftOf(id);
  const refused = assessmentFaults.value?.annotationId === id ? assessmentFaults.value : undefined;
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [id]);
  return (
    <form
      ref={form}
      class="form assessment-form"
      aria-label={`Assessment of ${properties.number}`}
      onKeyDown={submitsOn}
      onSubmit={(event) => {
        event.preventDefault();
        void sendAssessment(annotation, refresh);
      }}
    >
      {refused && (
        <p class="fault-box" role="alert">
          {refused.sentence}
        </p>
      )}
      <ChoiceField<Verdict>
        question
        legend="Your verdict on the claim"
        pointer="/verdict"
        faults={refused?.faults}
        value={draft.verdict}
        options={verdicts.map((code) => ({ code, label: verdictChoices[code] }))}
        onChange={(verdict) => editAssessment(id, { verdict })}
      />
      {properties.status === 'disputed' && (
        <AreaField
          label="What settles the dispute, if you can say"
          rows={2}
          pointer="/settles"
          faults={refused?.faults}
          value={draft.settles}
          onChange={(settles) => editAssessment(id, { settles })}
        />
      )}
      <JudgementFields annotationId={id} />
      <details>
        <summary>What else could it be?</summary>
        <RivalFields annotationId={id} />
      </details>
      <AreaField
        label="Note"
        pointer="/note"
        faults={refused?.faults}
        value={draft.note}
        onChange={(note) => editAssessment(id, { note })}
      />
      <div class="actions">
        <button type="submit" class="button primary" disabled={draft.verdict === ''}>
          Save assessment
        </button>
        <button type="button" class="button" onClick={() => discardAssessment(id)}>
          Discard
        </button>
      </div>
    </form>
  );
}

const verdictChoices: Record<Verdict, string> = {
  agree: 'I agree',
  disagree: 'I disagree',
  no_such_change: 'No such change',
  cannot_tell: 'I cannot tell',
};
