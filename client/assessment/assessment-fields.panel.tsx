import {
  type Confidence,
  confidences,
  type Likelihood,
  likelihoods,
  rivalKinds,
  rivalStates,
} from '#domain/assessment/assessment.contract.ts';
import { AreaField, ChoiceField, SelectField, TextField } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { labels } from '../i18n/index.ts';
import { assessmentModel } from './assessment.store.ts';
import { blankSource, type RivalDraft } from './assessment-draft.ts';
import { SourceFields } from './source-fields.panel.tsx';
import { assessmentDraftOf } from './typed-assessment.store.ts';

/** How likely it is, how far the judgement can be relied on, and what it rests on: each asked apart. */
export function JudgementFields({ annotationId }: { annotationId: string }) {
  const { judgementFaultsOf, typeAssessment } = useModel(assessmentModel);
  const draft = assessmentDraftOf(annotationId);
  const faults = judgementFaultsOf(annotationId);
  const set = (change: Parameters<typeof typeAssessment>[1]) => typeAssessment(annotationId, change);
  return (
    <>
      <SelectField<Likelihood>
        label="How likely is it that this change happened?"
        pointer="/likelihood"
        faults={faults}
        value={draft.likelihood}
        empty="Not stated"
        options={likelihoods.map(
          (code) => [code, `${labels.likelihood[code]} (${labels.likelihoodRange[code]})`] as const,
        )}
        onChange={(likelihood) => set({ likelihood })}
      />
      <ChoiceField<Confidence | 'none'>
        legend="Confidence in your judgement"
        pointer="/confidence"
        faults={faults}
        value={draft.confidence || 'none'}
        options={[
          ...confidences.map((code) => ({ code, label: labels.confidence[code] })),
          { code: 'none' as const, label: 'Not stated' },
        ]}
        onChange={(code) => set({ confidence: code === 'none' ? '' : code })}
      />
      <AreaField
        label="Why this confidence?"
        rows={2}
        pointer="/confidenceReason"
        faults={faults}
        value={draft.confidenceReason}
        onChange={(confidenceReason) => set({ confidenceReason })}
      />
      {draft.sources.map((source, index) => (
        <SourceFields
          // Sources have no id before they are sent, and are only ever added at the end or taken away.
          key={index}
          source={source}
          index={index}
          faults={faults}
          onChange={(change) =>
            set({
              sources: draft.sources.map((one, place) => (place === index ? { ...one, ...change } : one)),
            })
          }
          onRemove={() => set({ sources: draft.sources.filter((_, place) => place !== index) })}
        />
      ))}
      <button
        type="button"
        class="button"
        onClick={() => set({ sources: [...draft.sources, blankSource()] })}
      >
        Add a source
      </button>
    </>
  );
}

/** What else could explain what is seen: each weighed, and kept or dismissed with a reason. */
export function RivalFields({ annotationId }: { annotationId: string }) {
  const { judgementFaultsOf, typeAssessment } = useModel(assessmentModel);
  const { rivals } = assessmentDraftOf(annotationId);
  const faults = judgementFaultsOf(annotationId);
  const put = (kind: RivalDraft['kind'], change: Partial<RivalDraft> | undefined) => {
    const there = rivals.find((one) => one.kind === kind);
    const others = rivals.filter((one) => one.kind !== kind);
    const next = change
      ? [...others, { kind, state: 'open' as const, reason: '', ...there, ...change }]
      : others;
    typeAssessment(annotationId, {
      rivals: next.sort((one, other) => rivalKinds.indexOf(one.kind) - rivalKinds.indexOf(other.kind)),
    });
  };
  return (
    <ul class="rivals">
      {rivalKinds.map((kind) => {
        const place = rivals.findIndex((one) => one.kind === kind);
        const rival = rivals[place];
        return (
          <li key={kind}>
            <div class="rival">
              <span id={`rival-${kind}`}>{labels.rival[kind]}</span>
              <select
                aria-labelledby={`rival-${kind}`}
                value={rival?.state ?? ''}
                onChange={(event) => {
                  const state = rivalStates.find((one) => one === event.currentTarget.value);
                  put(kind, state && { state });
                }}
              >
                <option value="">Not considered</option>
                {rivalStates.map((state) => (
                  <option key={state} value={state}>
                    {labels.rivalState[state]}
                  </option>
                ))}
              </select>
            </div>
            {rival && (
              <TextField
                label={rival.state === 'open' ? 'Remark' : 'Reason'}
                pointer={`/rivals/${place}`}
                faults={faults}
                value={rival.reason}
                onChange={(reason) => put(kind, { reason })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
