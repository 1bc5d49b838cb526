import { formatResidual, plural, residualInWords } from '../i18n/index.ts';
import type { Found } from './shift/found.ts';
import type { Bend, Unclear, Verdict } from './shift/judgement.ts';

/** Why no shift can be told. */
const unclear: Record<Exclude<Unclear, 'differ'>, string> = {
  little_ground: 'Both images have too little ground in common.',
  no_content: 'There is nothing in common to hold on to.',
  no_agreement: 'No four parts of the ground agree on one shift.',
  repeats: 'The ground repeats itself: more than one shift fits.',
};

const how: Record<Exclude<Found['by'], 'correlation'>, string> = {
  saved: 'As it was.',
  zero: 'Reset to zero.',
  keys: 'Laid by keys.',
  pairs: 'Fitted to points.',
};

/** What the page says of registrations. Lengths are in metres. */
export const registrationWords = {
  beingSaved: 'It is being saved: wait until that is done.',
  notSaved: (why: string) => `The registration is not saved. ${why}`,
  movedMeanwhile: (place: string) =>
    `Somebody changed this scene meanwhile; it lies at ${place} there. Save again to put yours in its place.`,
  keptHeading: 'Registrations that are not saved',
  kept: (count: number) =>
    `You have ${count === 1 ? 'a registration' : `${count} registrations`} that ${count === 1 ? 'is' : 'are'} not saved.`,
  sceneGone: 'a scene that is not here',
  continue: 'Continue',
  discard: 'Discard',
  noCommonGround: 'Both images have no ground in common.',
  found: (place: string, { residual, agreeing, parts }: Verdict & { kind: 'found' }) =>
    `Proposed: ${place}. ${agreeing} of ${plural(parts.length, 'clear part')} agree; each lies ${formatResidual(residual)} (RMS) from the shift of the others.`,
  aligned: ({ within, agreeing, parts }: Verdict & { kind: 'aligned' }) =>
    `Already aligned, to within ${formatResidual(within)}. ${agreeing} of ${plural(parts.length, 'clear part')} agree.`,
  bent: ({ bend, remains }: Verdict & { kind: 'bent' }) =>
    `No shift mends this: the image is ${bendInWords(bend)}. The best shift leaves ${formatResidual(remains)} at the edges.`,
  unclear: (verdict: Verdict & { kind: 'unclear' }) =>
    `Cannot tell. ${verdict.why === 'differ' ? `Parts of the ground ask for shifts that lie ${formatResidual(verdict.residual)} (RMS) apart; no one shift fits.` : unclear[verdict.why]}${verdict.parts.length > 0 ? ' The arrows show what single parts ask for.' : ' Move it by the arrow keys, or mark points.'}`,
  fault: (sentence: string) => `Cannot tell. ${sentence}`,
  onePair: 'One pair of points leaves none to check it by.',
  note: ({
    found,
    pairs,
    rms,
    on,
  }: {
    found: Found;
    pairs: number;
    rms: number | undefined;
    on: string | undefined;
  }) =>
    [
      found.by === 'correlation'
        ? `Phase correlation: ${found.agreeing} of ${plural(found.clear, 'clear part')} agree.`
        : how[found.by],
      pairs > 0 && `${plural(pairs, 'pair')} of points, residual ${residualInWords(rms)}.`,
      on && `Laid on: ${on}.`,
    ]
      .filter(Boolean)
      .join(' '),
} as const;

function bendInWords(bend: Bend): string {
  if (bend.kind === 'warp') return 'warped against the other';
  const { degrees, percent } = bend;
  const turned =
    Math.abs(degrees) >= LEAST_DEGREES &&
    `turned by ${Math.abs(degrees).toFixed(1)}° ${degrees > 0 ? 'counter-clockwise' : 'clockwise'}`;
  const sized =
    Math.abs(percent) >= LEAST_PERCENT &&
    `${Math.abs(percent).toFixed(1)}% ${percent > 0 ? 'too large' : 'too small'}`;
  return [turned, sized].filter(Boolean).join(' and ') || 'turned or stretched a little';
}
/** Less is shown as 0.0. */
const LEAST_DEGREES = 0.05;
const LEAST_PERCENT = 0.05;
