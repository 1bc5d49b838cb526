import { describe, expect, it } from 'vitest';
import type { Change } from '../../../server/annotation/annotation.contract.ts';
import { readAcquired } from '../../../server/scene/acquired.rules.ts';
import { changeBracket } from '../../../server/structure/bracket.rules.ts';
import type { SightingState } from '../../../server/structure/structure.contract.ts';

const scene = (acquired: string) => ({ sceneId: `scene of ${acquired}`, ...readAcquired(acquired)! });
const claim = { before: scene('2010-11-05'), after: scene('2013-01-20') };
const bracket = (change: Change, ...seen: [acquired: string, state: SightingState][]) => {
  const found = changeBracket(
    change,
    claim,
    seen.map(([acquired, state]) => ({ ...scene(acquired), state })),
  );
  return found && [found.lastBefore?.acquired, found.firstAfter?.acquired];
};

describe('the bracket of a change', () => {
  it('is the claim itself while no sighting tells more', () => {
    expect(bracket('razed')).toEqual(['2010-11-05', '2013-01-20']);
  });

  it('narrows to the last scene that shows it standing and the first that shows it gone', () => {
    expect(bracket('razed', ['2011-05-21', 'intact'], ['2012-10-11', 'razed'])).toEqual([
      '2011-05-21',
      '2012-10-11',
    ]);
    expect(bracket('constructed', ['2011-05-21', 'absent'], ['2012-10-11', 'under_construction'])).toEqual([
      '2011-05-21',
      '2012-10-11',
    ]);
    expect(bracket('demolished', ['2011-05-21', 'damaged'], ['2012-10-11', 'demolished'])).toEqual([
      '2011-05-21',
      '2012-10-11',
    ]);
  });

  it('learns nothing from a scene in which no state could be told', () => {
    expect(bracket('razed', ['2011-05-21', 'obscured'], ['2012-10-11', 'too_coarse'])).toEqual([
      '2010-11-05',
      '2013-01-20',
    ]);
  });

  it('stays within the claim: what was built again later is another change', () => {
    expect(bracket('razed', ['2015-06-01', 'intact'], ['2009-01-01', 'razed'])).toEqual([
      '2010-11-05',
      '2013-01-20',
    ]);
  });

  it('is not there for a finding of no visible change', () => {
    expect(bracket('no_visible_change', ['2011-05-21', 'intact'])).toBeUndefined();
  });
});
