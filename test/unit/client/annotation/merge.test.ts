import { describe, expect, it } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { type ClosedDraft, draftOf, inputOf } from '../../../../client/annotation/base/draft.ts';
import { differences, merge, proposedSide } from '../../../../client/annotation/base/merge.ts';

const base: Annotation = {
  type: 'Feature',
  id: '6f3c0c61-54cf-4fd3-b1f3-4d3f5a5b7e01',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [129.9, 42.5],
        [129.91, 42.5],
        [129.91, 42.51],
        [129.9, 42.5],
      ],
    ],
  },
  properties: {
    siteId: 's',
    number: 'C22-001',
    structureId: 't',
    structure: 'guard_tower',
    change: 'razed',
    beforeSceneId: 'b',
    afterSceneId: 'c',
    description: 'as it was',
    status: 'observed',
    area: 84,
    version: 1,
    revision: 1,
    createdBy: 'Ana',
    claimBy: 'Ana',
    createdAt: '2026-01-01T00:00:00Z',
    updatedBy: 'Ana',
    updatedAt: '2026-01-01T00:00:00Z',
  },
};
const stored = (change: Partial<Annotation['properties']>): Annotation => ({
  ...base,
  properties: { ...base.properties, revision: 2, ...change },
});
const mine = (change: Partial<ClosedDraft['properties']>): ClosedDraft => {
  const draft = draftOf(base);
  return { ...draft, properties: { ...draft.properties, ...change } };
};

describe('two people who changed one annotation', () => {
  it('are told who changed which field, and nothing of what is the same', () => {
    const found = differences(
      base,
      mine({ change: 'demolished', title: 'North tower' }),
      stored({ change: 'damaged', count: 2 }),
    );
    expect(found).toEqual([
      { field: 'change', changedBy: 'both', mine: 'demolished', theirs: 'damaged' },
      { field: 'title', changedBy: 'me', mine: 'North tower', theirs: undefined },
      { field: 'count', changedBy: 'them', mine: undefined, theirs: 2 },
    ]);
  });

  it('have nothing to choose where both made the same change, or where only an assessment was added', () => {
    expect(differences(base, mine({ change: 'altered' }), stored({ change: 'altered' }))).toEqual([]);
    expect(differences(base, mine({}), stored({ status: 'in_review', revision: 7 }))).toEqual([]);
  });

  it('each keep what they alone changed, unless one of them chooses otherwise', () => {
    const draft = mine({ title: 'North tower' });
    const theirs = stored({ description: 'what they wrote' });
    const found = differences(base, draft, theirs);
    const merged = merge(draft, theirs, new Map(found.map((one) => [one.field, proposedSide(one)])));
    expect(merged.properties).toMatchObject({ title: 'North tower', description: 'what they wrote' });
    expect(merged.base).toMatchObject({ revision: 2 });
  });

  it('can take the outline of one and the words of the other', () => {
    const geometry = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [129.9, 42.5],
          [129.92, 42.5],
          [129.92, 42.52],
          [129.9, 42.5],
        ] as [number, number][],
      ],
    };
    const theirs = { ...stored({ description: 'theirs' }), geometry };
    const merged = merge(
      mine({ description: 'mine' }),
      theirs,
      new Map([
        ['geometry', 'theirs'],
        ['description', 'mine'],
      ]),
    );
    expect(merged.geometry).toEqual(geometry);
    expect(merged.properties.description).toBe('mine');
  });

  it('send what a client may set and nothing else', () => {
    const { properties } = inputOf(mine({ title: '' }));
    expect(Object.keys(properties).sort()).toEqual([
      'afterSceneId',
      'beforeSceneId',
      'change',
      'description',
      'structure',
      'structureId',
    ]);
  });
});
