import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { type Verdict, verdicts } from '#domain/assessment/assessment.contract.ts';
import { submitsOn } from '../controls/index.ts';
import { AreaField, ChoiceField, Section } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { assessmentModel } from './assessment.store.ts';
import { JudgementFields, RivalFields } from './assessment-fields.panel.tsx';
import { assessmentDraftOf } from './typed-assessment.store.ts';

/** `refresh` fetches the annotation anew after a judgement. */
export type Judged = { annotation: Annotation; refresh: (id: string) => Promise<void> };

/** A further judgement of an annotation, in the order in which an analyst thinks. */
export function AssessmentForm({ annotation, refresh }: Judged) {
  const { assessmentFaults, discardAssessment, isOutdated, judgePresent, sendAssessment, typeAssessment } =
    useModel(assessmentModel);
  const form = useRef<HTMLFormElement>(null);
  const { id, properties } = annotation;
  const draft = assessmentDraftOf(id);
  const refused = assessmentFaults.value?.annotationId === id ? assessmentFaults.value : undefined;
  const isSettling = properties.status === 'disputed';
  const reason = draft.verdict && reasonLabels[draft.verdict];
  const focus = (what: string) => {
    const element = form.current?.querySelector<HTMLElement>(what);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'center' });
  };
  useLayoutEffect(() => {
    focus('input');
    // All of it that fits: what a verdict asks for stands below it.
    form.current?.scrollIntoView({ block: 'start' });
  }, [id]);
  useLayoutEffect(() => {
    if (refused) focus('[aria-invalid]');
  }, [refused]);
  return (
    <form
      ref={form}
      class="form assessment-form"
      aria-label={`Assessment of ${properties.number}`}
      onKeyDown={submitsOn}
      onSubmit={(event) => {
        event.preventDefault();
        // Saving waits for it, and it may be out of sight.
        if (isOutdated(annotation)) focus('.meanwhile button');
        else void sendAssessment(annotation, refresh);
      }}
    >
      {isOutdated(annotation) && (
        <div class="meanwhile stack" role="alert">
          <p>
            The claim was changed since you began: this is version {properties.version} now. Look again, then
            judge it.
          </p>
          <div class="actions">
            <button
              type="button"
              class="button primary"
              onClick={() => {
                judgePresent(annotation);
                focus('input');
              }}
            >
              Judge version {properties.version}
            </button>
          </div>
        </div>
      )}
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
        onChange={(verdict) => typeAssessment(id, { verdict })}
      />
      {reason && (
        <AreaField
          question
          label={reason}
          hint={
            isSettling
              ? 'Needed, unless you say below what settles the dispute, or keep another explanation.'
              : 'Needed, unless you keep another explanation below.'
          }
          pointer="/note"
          faults={refused?.faults}
          value={draft.note}
          onChange={(note) => typeAssessment(id, { note })}
        />
      )}
      {isSettling && (
        <AreaField
          label="What settles the dispute, if you can say"
          rows={2}
          pointer="/settles"
          faults={refused?.faults}
          value={draft.settles}
          onChange={(settles) => typeAssessment(id, { settles })}
        />
      )}
      <JudgementFields annotationId={id} />
      <Section summary="What else could it be?" opens={draft.rivals.length > 0}>
        <RivalFields annotationId={id} />
      </Section>
      {!reason && (
        <AreaField
          label="Note"
          pointer="/note"
          faults={refused?.faults}
          value={draft.note}
          onChange={(note) => typeAssessment(id, { note })}
        />
      )}
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

/** What the note is called where the verdict needs it. */
const reasonLabels: Partial<Record<Verdict, string>> = {
  disagree: 'Why you disagree',
  no_such_change: 'Why there is no such change',
};
