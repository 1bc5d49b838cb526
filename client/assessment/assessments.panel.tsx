import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { AssessedSource, Assessment } from '#domain/assessment/assessment.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { Awaiting } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatMoment, labels, loadingWords } from '../i18n/index.ts';
import { assessmentModel } from './assessment.store.ts';
import { AssessmentForm, type Judged } from './assessment-form.panel.tsx';

/** All that was judged of an annotation, the newest first, and a form for a further judgement. */
export function Assessments({ annotation, refresh }: Judged) {
  const { assessing, assessments, assessmentsResource } = useModel(assessmentModel);
  const [newest, ...earlier] = [...(assessments.value ?? [])].reverse();
  return (
    <section aria-label="Assessments">
      <Awaiting what={loadingWords.assessments} resource={assessmentsResource} />
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
