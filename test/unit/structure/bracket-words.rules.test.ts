import { describe, expect, it } from 'vitest';
import type { Change } from '../../../server/annotation/annotation.contract.ts';
import { readAcquired } from '../../../server/scene/acquired.rules.ts';
import { bracketInWords, contradictionsInWords } from '../../../server/structure/bracket-words.rules.ts';
import type { SightingState } from '../../../server/structure/structure.contract.ts';

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
    ['razed', ['2012-10-11', 'intact'], undefined, 'Last seen standing 11 October 2012, never seen razed.'],
    ['no_visible_change', ['2011-05-21'], ['2012-10-11'], undefined],
  ])('%s: %j to %j', (change, last, first, said) => {
    expect(bracketInWords(change, { lastBefore: end(last), ...(first && { firstAfter: end(first) }) })).toBe(
      said,
    );
  });
});

describe('what contradicts', () => {
  const scene = (acquired: string) => ({ sceneId: sceneId(acquired), ...readAcquired(acquired)! });
  const claim = { before: scene('2010-11-05'), after: scene('2013-01-20') };
  it.each<[string, Change, [acquired: string, state: SightingState, observer?: string][], string[]]>([
    [
      'nothing in a plain series',
      'razed',
      [
        ['2011-05-21', 'intact'],
        ['2012-10-11', 'razed'],
      ],
      [],
    ],
    [
      'nothing in what cannot be told',
      'razed',
      [
        ['2011-05-21', 'razed'],
        ['2012-10-11', 'obscured'],
      ],
      [],
    ],
    [
      'a structure that stands again',
      'razed',
      [
        ['2012-10-11', 'intact'],
        ['2011-05', 'razed'],
      ],
      ['Stands again on 11 October 2012 after it was razed in May 2011.'],
    ],
    [
      'a new building that is gone again',
      'constructed',
      [
        ['2011-05-21', 'intact'],
        ['2012-10-11', 'absent'],
      ],
      ['Not there again on 11 October 2012 after it was there on 21 May 2011.'],
    ],
    [
      'nothing in what was built again later',
      'razed',
      [
        ['2012-10-11', 'razed'],
        ['2015-06-01', 'intact'],
      ],
      [],
    ],
    [
      'a scene before that shows it gone',
      'razed',
      [['2010-11-05', 'razed']],
      ['Marked razed already on 5 November 2010, before the change.'],
    ],
    [
      'a scene after that shows it standing',
      'razed',
      [['2013-01-20', 'intact']],
      ['Marked intact still on 20 January 2013, after the change.'],
    ],
    [
      'observers that differ',
      'razed',
      [
        ['2011', 'intact', 'Ana'],
        ['2011', 'razed', 'Bo'],
      ],
      ['Observers differ about 2011: Ana sees it intact, Bo sees it razed.'],
    ],
  ])('is told of: %s', (_, change, seen, said) => {
    const sightings = seen.map(([acquired, state, observer = 'Ana']) => ({
      ...scene(acquired),
      state,
      observer,
    }));
    expect(contradictionsInWords(change, claim, sightings)).toEqual(said);
  });
});
