import { describe, expect, it } from 'vitest';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { changeBracket } from '#domain/structure/bracket.rules.ts';
import { bracketInWords } from '#domain/structure/bracket-words.rules.ts';
import type { SightingState } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';

const sceneId = (acquired: string) => `scene of ${acquired}`;
type End = [acquired: string, state?: SightingState];
const end = ([acquired, state]: End) => ({ sceneId: sceneId(acquired), acquired, ...(state && { state }) });

describe('when a change happened, in words', () => {
  it.each<[Change, End, End | undefined, string | undefined]>([
    [
      'razed',
      ['2011-05-21'],
      ['2012-10-11'],
      'Last seen standing 21 May 2011, first seen razed 11 October 2012.',
    ],
    [
      'razed',
      ['2011-05-21', 'intact'],
      ['2012-10-11', 'absent'],
      'Last seen standing 21 May 2011, first seen gone 11 October 2012.',
    ],
    [
      'razed',
      ['2011-05-21', 'demolished'],
      ['2012-10-11'],
      'Last seen demolished 21 May 2011, first seen razed 11 October 2012.',
    ],
    [
      'demolished',
      ['2011-05-21'],
      ['2012-10-11', 'razed'],
      'Last seen standing 21 May 2011, first seen razed 11 October 2012.',
    ],
    [
      'damaged',
      ['2011-05-21'],
      ['2012-10-11'],
      'Last seen undamaged 21 May 2011, first seen damaged 11 October 2012.',
    ],
    [
      'altered',
      ['2011-05-21'],
      ['2012-10-11'],
      'Last seen unaltered 21 May 2011, first seen altered 11 October 2012.',
    ],
    [
      'constructed',
      ['2011-05-21', 'absent'],
      ['2012-10-11', 'intact'],
      'Last seen without it 21 May 2011, first seen with it 11 October 2012.',
    ],
    ['razed', ['2011-05'], ['2012'], 'Last seen standing in May 2011, first seen razed in 2012.'],
    [
      'razed',
      ['2012'],
      ['2012-10-11'],
      'Last seen standing in 2012, first seen razed 11 October 2012. Their dates do not tell which of the two came first.',
    ],
    [
      'razed',
      ['2012-10-11T02:13:00.000Z'],
      ['2012-10-11T05:40:00.000Z'],
      'Last seen standing 11 October 2012, 02:13 UTC, first seen razed 11 October 2012, 05:40 UTC.',
    ],
    [
      'razed',
      ['2012-10-11', 'intact'],
      undefined,
      'Last seen standing 11 October 2012; no later image here shows it razed.',
    ],
    [
      'altered',
      ['2011-05-21', 'damaged'],
      ['2012-10-11'],
      'Last seen damaged 21 May 2011, first seen altered 11 October 2012.',
    ],
    [
      'constructed',
      ['2011-05-21', 'demolished'],
      ['2012-10-11', 'under_construction'],
      'Last seen demolished 21 May 2011, first seen under construction 11 October 2012.',
    ],
    ['no_visible_change', ['2011-05-21'], ['2012-10-11'], undefined],
  ])('%s: %j to %j', (change, last, first, said) => {
    const ends = { lastBefore: end(last), ...(first && { firstAfter: end(first) }) };
    expect(bracketInWords({ change }, { changeBracket: ends })).toEqual(said ? [said] : []);
  });
});

describe('an end that nobody saw, and observers who differ, in words', () => {
  const scene = (acquired: string) => ({ sceneId: sceneId(acquired), ...readAcquired(acquired)! });
  const told = (...marks: [acquired: string, state: SightingState, observer?: string][]) => {
    const claim = {
      change: 'razed' as const,
      by: 'Ana',
      before: scene('2010-11-05'),
      after: scene('2012-10-11'),
    };
    const sightings = marks.map(([acquired, state, observer = 'Ana']) => ({
      ...scene(acquired),
      state,
      observer,
    }));
    return bracketInWords(claim, changeBracket(claim, sightings), sightings);
  };
  it.each<[said: string, ...marks: [acquired: string, state: SightingState, observer?: string][]]>([
    ['No image here could be judged.', ['2010-11-05', 'obscured'], ['2012-10-11', 'outside_image']],
    ['No image here was judged.', ['2010-11-05', 'obscured'], ['2012-10-11', 'not_assessed']],
    ['Last seen standing 5 November 2010; no later image here could be judged.', ['2012-10-11', 'obscured']],
    ['Last seen standing 5 November 2010; no later image here was judged.', ['2012-10-11', 'not_assessed']],
    ['Last seen standing 11 October 2012; no later image here was judged.', ['2012-10-11', 'intact']],
    [
      'First seen razed 11 October 2012; no earlier image here could be judged.',
      ['2010-11-05', 'too_coarse'],
    ],
    [
      'First seen razed 1 June 2009; no earlier image here was judged.',
      ['2010-11-05', 'too_coarse'],
      ['2009-06-01', 'razed'],
    ],
    [
      'Last seen standing 5 November 2010, first seen razed 1 June 2014.',
      ['2012-10-11', 'obscured'],
      ['2014-06-01', 'razed'],
    ],
    [
      'Ana: last seen standing 5 November 2010, first seen razed 11 October 2012. Bo: last seen standing 11 October 2012; could judge no later image.',
      ['2012-10-11', 'intact', 'Bo'],
      ['2014-06-01', 'obscured', 'Bo'],
    ],
    [
      'Ana: last seen standing 5 November 2010, first seen razed 11 October 2012. Bo: first seen razed 5 November 2010; judged no earlier image.',
      ['2010-11-05', 'razed', 'Bo'],
    ],
  ])('%s', (said, ...marks) => {
    expect(told(...marks).join(' ')).toBe(said);
  });
});
