import type { HistoryEntry } from '#domain/history/history.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { labels } from '../../i18n/index.ts';

const words: Readonly<Record<string, string>> = {
  'annotation.drawn': 'Drawn',
  'annotation.claim_changed': 'Claim changed',
  'annotation.details_changed': 'Description or details changed',
  'annotation.deleted': 'Deleted',
  'annotation.restored': 'Restored',
  'annotation.review_requested': 'Second reading asked for',
  'annotation.superseded': 'Superseded by another annotation',
  'annotation.supersession_taken_back': 'Supersession taken back',
  'annotation.assessed': 'Assessed',
};

const claimWords: Readonly<Record<string, string>> = {
  geometry: 'outline',
  structure: 'structure',
  structureOther: 'structure in words',
  change: 'change',
  damageGrade: 'damage grade',
  beforeSceneId: 'before scene',
  afterSceneId: 'after scene',
};

/** What an entry of the history records, in plain words. */
export function actWords({ act, change, version }: Pick<HistoryEntry, 'act' | 'change' | 'version'>): string {
  const returnsTo = member(change, 'returnsTo');
  const told =
    returnsTo === undefined
      ? (words[act] ?? act.replaceAll(/[._]/g, ' '))
      : `Claim of version ${returnsTo} again`;
  return [
    told,
    claimChange(change),
    structureChange(change),
    act === 'annotation.claim_changed' && returnsTo === undefined ? `version ${version}` : '',
    statusChange(change),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Which parts of a claim changed. */
function claimChange(change: unknown): string {
  const claim = member(change, 'claim');
  const [old, now] = [member(claim, 'old'), member(claim, 'new')];
  if (old === undefined || now === undefined) return '';
  return Object.entries(claimWords)
    .filter(([name]) => JSON.stringify(member(old, name)) !== JSON.stringify(member(now, name)))
    .map(([, word]) => word)
    .join(', ');
}

/** Whether it was said to be of another structure. */
function structureChange(change: unknown): string {
  const details = member(change, 'details');
  const [old, now] = [
    member(member(details, 'old'), 'structureId'),
    member(member(details, 'new'), 'structureId'),
  ];
  return old === now ? '' : 'said to be another structure';
}

function statusChange(change: unknown): string {
  const [old, now] = [member(member(change, 'status'), 'old'), member(member(change, 'status'), 'new')];
  if (old === now) return '';
  return typeof now === 'string' && now in labels.status
    ? `now ${labels.status[now as Status].toLowerCase()}`
    : '';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
