import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  isOther,
  isOwnSource,
  type Judgement,
  statusAfter,
} from '#domain/annotation/status.rules.ts';
import type { Verdict } from '#domain/assessment/assessment.contract.ts';
import { comparableName } from '#domain/text/analyst-name.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';

const authors = { drawnBy: 'Ana', claimBy: 'Ana' };
const judged = (by: string, verdict: Verdict, more: Partial<Judgement> = {}): Judgement => ({
  by,
  verdict,
  ownSource: false,
  settles: false,
  ...more,
});
const own = { ownSource: true };
const settles = { settles: true };
const ana = (verdict: Verdict, more?: Partial<Judgement>) => judged('Ana', verdict, more);
const ben = (verdict: Verdict, more?: Partial<Judgement>) => judged('Ben', verdict, more);
const cleo = (verdict: Verdict, more?: Partial<Judgement>) => judged('Cleo', verdict, more);
const unnamed = (verdict: Verdict, more?: Partial<Judgement>) => judged('unnamed analyst', verdict, more);

type Row = [sentence: string, now: Status, earlier: Judgement[], act: Judgement | Act, then: Status];

const rows: Row[] = [
  ['a second reading is asked for', 'observed', [], { act: 'review_requested' }, 'in_review'],
  ['an other agrees, naming an own source', 'observed', [], ben('agree', own), 'corroborated'],
  ['an other agrees, naming an own source', 'in_review', [], ben('agree', own), 'corroborated'],
  [
    "an other agrees, the author's own source stands",
    'observed',
    [ana('agree', own)],
    ben('agree'),
    'corroborated',
  ],
  [
    "an other agrees, the author's own source stands",
    'in_review',
    [ana('agree', own)],
    ben('agree'),
    'corroborated',
  ],
  [
    'an other agrees, the own source was not named again',
    'in_review',
    [ana('agree', own), ana('agree')],
    ben('agree'),
    'in_review',
  ],
  ['an other agrees without own source', 'observed', [], ben('agree'), 'in_review'],
  ['an other agrees without own source', 'in_review', [], ben('agree'), 'in_review'],
  [
    'the author names an own source after an other agreed',
    'in_review',
    [ben('agree')],
    ana('agree', own),
    'corroborated',
  ],
  [
    'an unnamed analyst names an own source after an other agreed',
    'in_review',
    [ben('agree')],
    unnamed('agree', own),
    'corroborated',
  ],
  ['the author names an own source and no other agreed', 'in_review', [], ana('agree', own), 'in_review'],
  [
    'an unnamed analyst agrees with an own source and no other agreed',
    'in_review',
    [],
    unnamed('agree', own),
    'in_review',
  ],
  ['an other disagrees', 'observed', [], ben('disagree'), 'disputed'],
  ['an other disagrees', 'in_review', [], ben('disagree'), 'disputed'],
  ['an other disagrees', 'corroborated', [cleo('agree', own)], ben('disagree'), 'disputed'],
  [
    'an other sees no such change while another other agrees',
    'in_review',
    [cleo('agree')],
    ben('no_such_change'),
    'disputed',
  ],
  [
    'an other sees no such change while another other agrees',
    'corroborated',
    [cleo('agree', own)],
    ben('no_such_change'),
    'disputed',
  ],
  [
    'the only other who agreed sees no such change',
    'corroborated',
    [ben('agree', own)],
    ben('no_such_change'),
    'disputed',
  ],
  ['an other sees no such change and no other agrees', 'observed', [], ben('no_such_change'), 'rejected'],
  [
    'an other sees no such change and no other agrees',
    'in_review',
    [ana('agree', own)],
    ben('no_such_change'),
    'rejected',
  ],
  [
    'an other takes an agreement back: no such change',
    'in_review',
    [ben('agree')],
    ben('no_such_change'),
    'rejected',
  ],
  ['the author disagrees', 'corroborated', [ben('agree', own)], ana('disagree'), 'disputed'],
  ['the author sees no such change', 'corroborated', [ben('agree', own)], ana('no_such_change'), 'disputed'],
  ['the author withdraws it', 'observed', [], ana('no_such_change'), 'rejected'],
  ['the author withdraws it', 'in_review', [ben('agree')], ana('no_such_change'), 'rejected'],
  [
    'an other agrees and says what settled it, an own source stands',
    'disputed',
    [cleo('agree', own)],
    ben('agree', settles),
    'corroborated',
  ],
  [
    'an other agrees and says what settled it, no own source',
    'disputed',
    [cleo('disagree')],
    ben('agree', settles),
    'in_review',
  ],
  [
    'an other disagrees and says what settled it',
    'disputed',
    [cleo('agree', own)],
    ben('disagree', settles),
    'rejected',
  ],
  [
    'an other sees no such change and says what settled it',
    'disputed',
    [],
    ben('no_such_change', settles),
    'rejected',
  ],
  ['an other agrees without saying what settled it', 'disputed', [], ben('agree', own), 'disputed'],
  ['an other disagrees without saying what settled it', 'disputed', [], ben('disagree'), 'disputed'],
  [
    'the author says what settled it',
    'disputed',
    [ben('disagree')],
    ana('agree', { ...settles, ...own }),
    'disputed',
  ],
  [
    'an unnamed analyst says what settled it',
    'disputed',
    [ben('disagree')],
    unnamed('agree', { ...settles, ...own }),
    'disputed',
  ],
  ['an other agrees', 'rejected', [cleo('no_such_change')], ben('agree'), 'disputed'],
  ['the author agrees', 'rejected', [ben('no_such_change')], ana('agree', own), 'rejected'],
  ['an unnamed analyst agrees', 'rejected', [ben('no_such_change')], unnamed('agree', own), 'rejected'],
  ['an other cannot tell', 'observed', [], ben('cannot_tell', own), 'observed'],
  ['an other cannot tell', 'in_review', [cleo('agree')], ben('cannot_tell', own), 'in_review'],
  ['an other cannot tell', 'corroborated', [cleo('agree', own)], ben('cannot_tell'), 'corroborated'],
  ['an other cannot tell', 'disputed', [cleo('disagree')], ben('cannot_tell', settles), 'disputed'],
  ['an other cannot tell', 'rejected', [], ben('cannot_tell'), 'rejected'],
  ['the author agrees', 'observed', [], ana('agree', own), 'observed'],
  ['the author agrees', 'corroborated', [ben('agree', own)], ana('agree'), 'corroborated'],
  ['an unnamed analyst sees no such change', 'observed', [], unnamed('no_such_change'), 'observed'],
  ['an unnamed analyst disagrees', 'corroborated', [ben('agree', own)], unnamed('disagree'), 'corroborated'],
  ['a second reading is asked for', 'corroborated', [], { act: 'review_requested' }, 'corroborated'],
  ['the claim changes', 'observed', [], { act: 'claim_changed' }, 'observed'],
  ['the claim changes', 'in_review', [], { act: 'claim_changed' }, 'observed'],
  ['the claim changes', 'corroborated', [], { act: 'claim_changed' }, 'observed'],
  ['the claim changes', 'disputed', [], { act: 'claim_changed' }, 'observed'],
  ['the claim changes', 'rejected', [], { act: 'claim_changed' }, 'observed'],
  ['the claim changes', 'superseded', [], { act: 'claim_changed' }, 'superseded'],
  [
    'the claim is again one that nobody judged',
    'corroborated',
    [],
    { act: 'claim_returned', reviewRequested: false },
    'observed',
  ],
  [
    'the claim is again one for which a second reading was asked',
    'observed',
    [],
    { act: 'claim_returned', reviewRequested: true },
    'in_review',
  ],
  [
    'the claim is again one that an other agreed with, naming an own source',
    'observed',
    [ben('agree', own)],
    { act: 'claim_returned', reviewRequested: false },
    'corroborated',
  ],
  [
    'the claim is again one that was disputed',
    'corroborated',
    [ben('agree', own), cleo('disagree')],
    { act: 'claim_returned', reviewRequested: false },
    'disputed',
  ],
  [
    'the claim of what is superseded is again an earlier one',
    'superseded',
    [ben('agree', own)],
    { act: 'claim_returned', reviewRequested: false },
    'superseded',
  ],
  ['it is superseded', 'corroborated', [], { act: 'superseded' }, 'superseded'],
  ['an other agrees', 'superseded', [], ben('agree', own), 'superseded'],
  [
    'that is taken back',
    'superseded',
    [],
    { act: 'supersession_taken_back', reviewRequested: false },
    'observed',
  ],
  [
    'that is taken back',
    'superseded',
    [],
    { act: 'supersession_taken_back', reviewRequested: true },
    'in_review',
  ],
  [
    'that is taken back',
    'superseded',
    [ana('agree', own), ben('agree'), cleo('disagree')],
    { act: 'supersession_taken_back', reviewRequested: false },
    'disputed',
  ],
];

describe('the status of an annotation', () => {
  it.each(rows)('when %s, now %s', (_sentence, now, earlier, act, then) => {
    const done: Act = 'act' in act ? act : { act: 'assessed', judgement: act };
    expect(statusAfter(now, done, authors, earlier)).toBe(then);
  });

  it('knows a person by name whatever the width, case and space of its letters', () => {
    expect(comparableName('  ＡＮＡ Straße ')).toBe(comparableName('ana STRASSE'));
    expect(isOther(' ａｎａ', authors)).toBe(false);
    expect(isOther('Ben', authors)).toBe(true);
  });

  it.each([
    ['two spaces', 'Kim  Min'],
    ['a no-break space', 'Kim\u00a0Min'],
    ['an ideographic space', 'Kim\u3000Min'],
    ['a hair space', 'Kim\u200aMin'],
    ['a tab', 'Kim\tMin'],
    ['a line separator', 'Kim\u2028Min'],
    ['a Hangul filler', 'Kim\u3164Min'],
    ['a half-width Hangul filler', 'Kim\uffa0Min'],
    ['a Hangul leading filler', 'Kim\u115fMin'],
    ['an empty Braille cell', 'Kim\u2800Min'],
    ['a zero-width space', 'Kim\u200b Min'],
    ['a zero-width space between two', 'Kim \u200b Min'],
    ['a zero-width joiner', 'Ki\u200dm Min'],
    ['a word joiner', 'Kim Min\u2060'],
    ['a byte order mark', '\ufeffKim Min'],
    ['a soft hyphen', 'Kim M\u00adin'],
    ['a right-to-left override', '\u202eKim Min\u202c'],
    ['an isolate', '\u2068Kim Min\u2069'],
    ['an Arabic letter mark', 'Kim\u061c Min'],
    ['tag characters', 'Kim Min\u{e0041}\u{e007f}'],
    ['a combining grapheme joiner', 'Ki\u034fm Min'],
    ['a variation selector', 'Kim\ufe0f Min'],
    ['an ideographic variation selector', 'Kim Min\u{e0100}'],
    ['a Mongolian vowel separator', 'Kim\u180e Min'],
    ['an interlinear annotation', 'Kim \ufff9Min\ufffb'],
    ['a control character', 'Kim\u0007 Min'],
    ['a noncharacter', 'Kim\uffff Min'],
    ['Cyrillic letters that look Latin', '\u041aіm Міn'],
    ['Greek letters that look Latin', 'Κim Μin'],
    ['full-width letters', 'Ｋｉｍ　Ｍｉｎ'],
    ['mathematical letters', '𝐊𝐢𝐦 𝐌𝐢𝐧'],
  ])('knows a person by name in spite of %s', (_, name) => {
    expect(comparableName(name)).toBe('kim min');
    expect(isOther(name, { drawnBy: 'Kim Min', claimBy: 'Kim Min' })).toBe(false);
    expect(isOther('Kim Min', { drawnBy: name, claimBy: name })).toBe(false);
    const judgement = { by: name, verdict: 'agree', ownSource: true, settles: false } as const;
    const himself = { drawnBy: 'Kim Min', claimBy: 'Kim Min' };
    expect(statusAfter('in_review', { act: 'assessed', judgement }, himself, [])).toBe('in_review');
  });

  it('takes neither the one who drew it, nor the one who changed its claim last, nor the unnamed for an other', () => {
    const changed = { drawnBy: 'Ana', claimBy: 'Ben' };
    expect(['Ana', 'Ben', 'Unnamed Analyst', 'Cleo'].map((name) => isOther(name, changed))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes for an own source any kind but imagery, and imagery of another scene', () => {
    const claim = { beforeSceneId: 'b', afterSceneId: 'a' };
    expect(isOwnSource({ kind: 'testimony' }, claim)).toBe(true);
    expect(isOwnSource({ kind: 'testimony', sceneId: 'b' }, claim)).toBe(true);
    expect(isOwnSource({ kind: 'imagery' }, claim)).toBe(false);
    expect(isOwnSource({ kind: 'imagery', sceneId: 'a' }, claim)).toBe(false);
    expect(isOwnSource({ kind: 'imagery', sceneId: 'c' }, claim)).toBe(true);
  });

  const acts = fc.array(
    fc.record({
      by: fc.constantFrom('Ana', 'Ben', 'Cleo', 'unnamed analyst'),
      verdict: fc.constantFrom<Verdict>('agree', 'disagree', 'no_such_change', 'cannot_tell'),
      ownSource: fc.boolean(),
      settles: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  const play = (judgements: Judgement[], visit: (before: Status, after: Status, done: Judgement[]) => void) =>
    judgements.reduce<Status>((status, judgement, index) => {
      const earlier = judgements.slice(0, index);
      const next = statusAfter(status, { act: 'assessed', judgement }, authors, earlier);
      visit(status, next, [...earlier, judgement]);
      return next;
    }, 'observed');

  it('is never corroborated without an other who agreed and an own source', () => {
    fc.assert(
      fc.property(acts, (judgements) => {
        play(judgements, (_before, after, done) => {
          if (after !== 'corroborated') return;
          expect(done.some((one) => one.verdict === 'agree' && isOther(one.by, authors))).toBe(true);
          expect(done.some((one) => one.ownSource)).toBe(true);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves disputed only by an other who says what settled it', () => {
    fc.assert(
      fc.property(acts, (judgements) => {
        play(judgements, (before, after, done) => {
          if (before !== 'disputed' || after === 'disputed') return;
          expect(done.at(-1)!.settles && isOther(done.at(-1)!.by, authors)).toBe(true);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never moved to rejected by an unnamed analyst where a named one drew it', () => {
    fc.assert(
      fc.property(acts, (judgements) => {
        play(judgements, (before, after, done) => {
          if (after === 'rejected' && before !== 'rejected')
            expect(done.at(-1)!.by).not.toBe('unnamed analyst');
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('taken back from superseded is what its assessments gave one by one', () => {
    fc.assert(
      fc.property(acts, (judgements) => {
        const before = play(judgements, () => {});
        const act = { act: 'supersession_taken_back', reviewRequested: false } as const;
        expect(statusAfter('superseded', act, authors, judgements)).toBe(before);
      }),
      { numRuns: 2_000 },
    );
  });
});
