import { describe, expect, it } from 'vitest';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { contradictionsInWords } from '#domain/structure/contradiction-words.rules.ts';
import type { SightingState } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';

const sceneId = (acquired: string) => `scene of ${acquired}`;

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
      [
        'Marked intact on 11 October 2012 after it was marked razed in May 2011: it may have been built again, or one of the two is wrong.',
      ],
    ],
    [
      'a new building that is gone again',
      'constructed',
      [
        ['2011-05-21', 'intact'],
        ['2012-10-11', 'absent'],
      ],
      [
        'Marked absent on 11 October 2012 after it was marked intact on 21 May 2011: it may have been removed again, or one of the two is wrong.',
      ],
    ],
    [
      'what stands after the claim',
      'razed',
      [
        ['2012-10-11', 'razed'],
        ['2015-06-01', 'intact'],
      ],
      [
        'Marked intact on 1 June 2015 after it was claimed razed on 20 January 2013: it may have been built again, or one of the two is wrong.',
      ],
    ],
    [
      'what was gone before the claim',
      'razed',
      [['2009-06-01', 'razed']],
      [
        'Claimed standing on 5 November 2010 after it was marked razed on 1 June 2009: it may have been built again, or one of the two is wrong.',
      ],
    ],
    [
      'what lies outside a claim of which no scene could be judged',
      'razed',
      [
        ['2010-11-05', 'obscured'],
        ['2013-01-20', 'obscured'],
        ['2009-06-01', 'razed'],
      ],
      [
        'The claim rests on the image of 5 November 2010, which is marked obscured.',
        'The claim rests on the image of 20 January 2013, which is marked obscured.',
        'Marked razed already on 1 June 2009, outside the dates of the claim.',
      ],
    ],
    [
      'what still stands after a claim of which no scene could be judged',
      'razed',
      [
        ['2013-01-20', 'too_coarse'],
        ['2014-06-01', 'intact'],
      ],
      [
        'The claim rests on the image of 20 January 2013, which is marked too coarse.',
        'Marked intact still on 1 June 2014, outside the dates of the claim.',
      ],
    ],
    [
      'a claim scene that another could not judge',
      'razed',
      [['2013-01-20', 'obscured', 'Bo']],
      ['The claim rests on the image of 20 January 2013, which is marked obscured.'],
    ],
    ['nothing in what another left out', 'razed', [['2013-01-20', 'not_assessed', 'Bo']], []],
    [
      'another kind of change than is claimed',
      'demolished',
      [['2013-01-20', 'razed']],
      ['Claimed demolished, marked razed on 20 January 2013.'],
    ],
    [
      'a state that the claimed change does not know',
      'altered',
      [['2013-01-20', 'absent']],
      ['Claimed altered, marked absent on 20 January 2013.'],
    ],
    ['nothing in rubble that was cleared after the claim', 'demolished', [['2014-06-01', 'razed']], []],
    [
      'a change where none is claimed',
      'no_visible_change',
      [
        ['2010-11-05', 'intact'],
        ['2013-01-20', 'razed'],
      ],
      ['Claimed without visible change, marked intact on 5 November 2010 and razed on 20 January 2013.'],
    ],
    [
      'no order between dates that overlap',
      'razed',
      [
        ['2012', 'razed'],
        ['2012-06-01', 'intact'],
      ],
      [],
    ],
    [
      'what may be the later of two',
      'razed',
      [
        ['2012', 'intact'],
        ['2012-06-01', 'damaged'],
      ],
      ['The image of 2012 shows it standing too, and may be later.'],
    ],
    [
      'two images of one day by their times',
      'razed',
      [
        ['2012-10-11T02:13:00.000Z', 'razed'],
        ['2012-10-11T05:40:00.000Z', 'intact'],
      ],
      [
        'Marked intact on 11 October 2012, 05:40 UTC after it was marked razed on 11 October 2012, 02:13 UTC: it may have been built again, or one of the two is wrong.',
      ],
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
    expect(contradictionsInWords({ change, by: 'Ana', ...claim }, sightings)).toEqual(said);
  });
});
