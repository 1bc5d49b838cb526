import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { changeBracket } from '#domain/structure/bracket.rules.ts';
import { sightingStates } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';
import { type Mark, plainBracket } from '../../../support/base/plain-bracket.ts';

const scene = (acquired: string) => ({ sceneId: `scene of ${acquired}`, ...readAcquired(acquired)! });
const claimOf = (change: Change, before = '2010-11-05', after = '2013-01-20') => ({
  change,
  by: 'Ana',
  before: scene(before),
  after: scene(after),
});
const found = (claim: ReturnType<typeof claimOf>, marks: readonly Mark[]) =>
  changeBracket(
    claim,
    marks.map(([acquired, state, observer = 'Ana']) => ({ ...scene(acquired), state, observer })),
  );
/** The ends as they were acquired: `undefined` where nobody saw one. */
const bracket = (change: Change, ...marks: Mark[]) => {
  const { changeBracket: ends } = found(claimOf(change), marks);
  return ends && [ends.lastBefore?.acquired, ends.firstAfter?.acquired];
};

describe('the bracket of a change', () => {
  it('is the claim itself while no sighting tells more', () => {
    expect(bracket('razed')).toEqual(['2010-11-05', '2013-01-20']);
  });

  it('narrows to the last scene that shows it standing and the first that shows it gone', () => {
    const within = ['2011-05-21', '2012-10-11'];
    expect(bracket('razed', ['2011-05-21', 'intact'], ['2012-10-11', 'razed'])).toEqual(within);
    expect(bracket('constructed', ['2011-05-21', 'absent'], ['2012-10-11', 'under_construction'])).toEqual(
      within,
    );
    expect(bracket('demolished', ['2011-05-21', 'damaged'], ['2012-10-11', 'demolished'])).toEqual(within);
  });

  it('learns nothing from a scene in which no state could be told', () => {
    expect(bracket('razed', ['2011-05-21', 'obscured'], ['2012-10-11', 'too_coarse'])).toEqual([
      '2010-11-05',
      '2013-01-20',
    ]);
  });

  it.each(['obscured', 'outside_image', 'too_coarse', 'not_assessed'] as const)(
    'has no end at a scene of the claim that the claimant marked %s',
    (state) => {
      expect(bracket('razed', ['2010-11-05', state], ['2013-01-20', state])).toEqual([undefined, undefined]);
      expect(bracket('razed', ['2013-01-20', state])).toEqual(['2010-11-05', undefined]);
      expect(bracket('razed', ['2010-11-05', state], ['2009-06-01', 'intact'])).toEqual([
        '2009-06-01',
        '2013-01-20',
      ]);
      expect(bracket('razed', ['2013-01-20', state], ['2015-06-01', 'razed'])).toEqual([
        '2010-11-05',
        '2015-06-01',
      ]);
      // What another could not judge, the claimant may have judged.
      expect(bracket('razed', ['2010-11-05', state, 'Bo'])).toEqual(['2010-11-05', '2013-01-20']);
    },
  );

  it('stays around the claim where the structure was seen the other way before or after it', () => {
    expect(bracket('razed', ['2015-06-01', 'intact'], ['2009-01-01', 'razed'])).toEqual([
      '2010-11-05',
      '2013-01-20',
    ]);
  });

  it('begins with the first scene that shows it gone, however early, where none shows it standing before', () => {
    expect(bracket('razed', ['2010-11-05', 'obscured'], ['2009-01-01', 'razed'])).toEqual([
      undefined,
      '2009-01-01',
    ]);
  });

  it('ends with the last scene that shows it standing, however late, where none shows it gone', () => {
    expect(bracket('razed', ['2013-01-20', 'obscured'], ['2014-06-01', 'intact'])).toEqual([
      '2014-06-01',
      undefined,
    ]);
  });

  it('holds ends whose dates have no order', () => {
    expect(bracket('razed', ['2012', 'razed'], ['2012-06-01', 'intact'])).toEqual(['2012-06-01', '2012']);
  });

  it('is not there for a finding of no visible change', () => {
    expect(found(claimOf('no_visible_change'), [['2011-05-21', 'intact']])).toEqual({});
  });

  it('is one for several observers who do not contradict each other', () => {
    expect(bracket('razed', ['2011-05-21', 'intact', 'Bo'], ['2012-10-11', 'razed', 'Cy'])).toEqual([
      '2011-05-21',
      '2012-10-11',
    ]);
  });

  it('is that of each observer where they differ, the claimant first', () => {
    const differing: Mark[][] = [
      [
        ['2011-05-21', 'intact'],
        ['2011-05-21', 'razed', 'Bo'],
      ],
      [
        ['2011-05-21', 'razed', 'Bo'],
        ['2012-10-11', 'intact'],
      ],
    ];
    expect(differing.map((marks) => found(claimOf('razed'), marks).changeBracket)).toEqual([null, null]);
    expect(found(claimOf('razed'), [['2013-01-20', 'damaged', 'Bo']])).toEqual({
      changeBracket: null,
      changeBrackets: [
        {
          observer: 'Ana',
          lastBefore: { sceneId: 'scene of 2010-11-05', acquired: '2010-11-05' },
          firstAfter: { sceneId: 'scene of 2013-01-20', acquired: '2013-01-20' },
        },
        {
          observer: 'Bo',
          lastBefore: { sceneId: 'scene of 2013-01-20', acquired: '2013-01-20', state: 'damaged' },
        },
      ],
    });
  });

  it('takes no state from observers who tell different ones of the same side', () => {
    const { changeBracket: ends } = found(claimOf('razed'), [
      ['2012-10-11', 'razed', 'Bo'],
      ['2012-10-11', 'absent', 'Cy'],
    ]);
    expect(ends?.firstAfter).toEqual({ sceneId: 'scene of 2012-10-11', acquired: '2012-10-11' });
  });

  it('knows a person by the name as it is compared, and takes what was marked last', () => {
    expect(bracket('razed', ['2013-01-20', 'intact', 'ANA '], ['2013-01-20', 'razed', 'Ana'])).toEqual([
      '2010-11-05',
      '2013-01-20',
    ]);
    expect(bracket('razed', ['2013-01-20', 'obscured', 'ANA '])).toEqual(['2010-11-05', undefined]);
  });
});

describe('any claim and sightings', () => {
  const dates = [
    '2009',
    '2009-06-01',
    '2010',
    '2010-11',
    '2010-11-05',
    '2011-05',
    '2011-05-21',
    '2012',
    '2012-06-01',
    '2012-10-11',
    '2013-01-20',
    '2014',
    '2014-06-01',
  ];
  const cases = fc
    .record({
      change: fc.constantFrom<Change>('razed', 'demolished', 'damaged', 'altered', 'constructed'),
      ends: fc.uniqueArray(fc.constantFrom(...dates), { minLength: 2, maxLength: 2 }),
      marks: fc.array(
        fc.tuple(
          fc.constantFrom(...dates),
          fc.constantFrom(...sightingStates),
          fc.constantFrom('Ana', 'Bo', 'Cy'),
        ),
        { maxLength: 8 },
      ),
    })
    .map(({ change, ends, marks }) => {
      const [before, after] = ends.toSorted((one, other) => {
        const [first, second] = [scene(one), scene(other)];
        return Number(first.start) - Number(second.start) || Number(first.end) - Number(second.end);
      });
      return { claim: claimOf(change, before, after), marks };
    });

  it('give the bracket that a plain reading of the words gives', () => {
    fc.assert(
      fc.property(cases, ({ claim, marks }) => {
        const { changeBracket: ends, changeBrackets } = found(claim, marks);
        const read = (one: typeof ends) => [one?.lastBefore?.acquired, one?.firstAfter?.acquired];
        expect(
          changeBrackets ? changeBrackets.map((one) => [one.observer, ...read(one)]) : read(ends),
        ).toEqual(
          plainBracket(
            { change: claim.change, by: 'Ana', before: claim.before.value, after: claim.after.value },
            marks,
          ),
        );
      }),
      { numRuns: 20_000 },
    );
  });
});
