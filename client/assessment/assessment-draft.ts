import { meantDate } from '#domain/acquired/written-date.rules.ts';
import type { NewAssessment, SourceKind } from '#domain/assessment/assessment.contract.ts';
import { newId } from '../core/index.ts';

/** One source as it is typed. F and 6, 'cannot be judged', are the honest start of both ratings. */
export type SourceDraft = {
  kind: SourceKind;
  title: string;
  reference: string;
  url: string;
  sceneId: string;
  date: string;
  reliability: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  credibility: 1 | 2 | 3 | 4 | 5 | 6;
  note: string;
  withheld: boolean;
};

export type RivalDraft = {
  kind: NewAssessment['rivals'][number]['kind'];
  state: NewAssessment['rivals'][number]['state'];
  reason: string;
};

/** What is typed of an assessment: everything that the contract asks, as far as it is there. */
export type AssessmentDraft = {
  annotationId: string;
  /** The id that the assessment will have, so that sending it again is safe. */
  id: string;
  /** The version that was on screen when typing began; undefined where the annotation was not saved then. */
  version?: number | undefined;
  verdict: NewAssessment['verdict'] | '';
  confidence: 'low' | 'moderate' | 'high' | '';
  confidenceReason: string;
  likelihood: NonNullable<NewAssessment['likelihood']> | '';
  sources: SourceDraft[];
  rivals: RivalDraft[];
  settles: string;
  note: string;
};

export function blankAssessment(annotationId: string): AssessmentDraft {
  return {
    annotationId,
    id: newId(),
    verdict: '',
    confidence: '',
    confidenceReason: '',
    likelihood: '',
    sources: [],
    rivals: [],
    settles: '',
    note: '',
  };
}

export function blankSource(): SourceDraft {
  return {
    kind: 'news',
    title: '',
    reference: '',
    url: '',
    sceneId: '',
    date: '',
    reliability: 'F',
    credibility: 6,
    note: '',
    withheld: false,
  };
}

/** True where the analyst has stated anything. */
export function isStated(draft: AssessmentDraft | undefined): draft is AssessmentDraft {
  if (!draft) return false;
  const { verdict, confidence, confidenceReason, likelihood, sources, rivals, settles, note } = draft;
  const words = [verdict, confidence, confidenceReason, likelihood, settles, note];
  return sources.length > 0 || rivals.length > 0 || words.some((word) => word.trim() !== '');
}

/** True where what is stated was stated of another version than the annotation has now. */
export function isOfAnotherVersion(draft: AssessmentDraft | undefined, version: number): boolean {
  return isStated(draft) && draft.version !== undefined && draft.version !== version;
}

/**
 * What is sent: the version that was judged, and what was stated of it. A verdict that was left open is
 * agreement: only an author who judges a claim while drawing it is not asked.
 */
export function assessmentOf(draft: AssessmentDraft, version: number): NewAssessment {
  const { id, verdict, confidence, confidenceReason, likelihood, sources, rivals, settles, note } = draft;
  return {
    id,
    version,
    verdict: verdict === '' ? 'agree' : verdict,
    ...(confidence && { confidence }),
    ...(confidenceReason.trim() && { confidenceReason }),
    ...(likelihood && { likelihood }),
    ...(settles.trim() && { settles }),
    ...(note.trim() && { note }),
    sources: sources.map(sourceOf),
    rivals: rivals.map(({ kind, state, reason }) => ({ kind, state, ...(reason.trim() && { reason }) })),
  };
}

function sourceOf(draft: SourceDraft): NewAssessment['sources'][number] {
  const { kind, title, reference, url, sceneId, date, reliability, credibility, note, withheld } = draft;
  return {
    kind,
    title,
    reliability,
    credibility,
    ...(reference.trim() && { reference }),
    ...(url.trim() && { url: url.trim() }),
    ...(sceneId && kind === 'imagery' && { sceneId }),
    ...(date.trim() && { date: meantDate(date.trim(), new Date()) }),
    ...(note.trim() && { note }),
    ...(withheld && { withheld }),
  };
}
