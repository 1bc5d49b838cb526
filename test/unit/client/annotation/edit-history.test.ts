import { describe, expect, it } from 'vitest';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import type { Draft } from '../../../../client/annotation/base/draft.ts';
import {
  type Edit,
  NO_EDITS,
  record,
  recordTyping,
  settle,
  stepBack,
  stepForward,
} from '../../../../client/annotation/base/edit-history.ts';

const outline: ArealGeometry = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
};

function draft(title: string, seconds = 0, west = 0): Draft {
  return {
    id: 'a',
    siteId: 's',
    beforeSceneId: 'b',
    afterSceneId: 'c',
    shape: 'polygon',
    sketch: [],
    geometry: west === 0 ? outline : { ...outline },
    properties: { structure: 'gate', change: 'razed', title },
    touchedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
  };
}
const edit = (undo: Draft | undefined, redo: Draft | undefined, id = 'a'): Edit & { kind: 'draft' } => ({
  kind: 'draft',
  id,
  undo,
  redo,
});

describe('undo and redo', () => {
  it('take back and do again shape and attributes alike, in their order', () => {
    const [one, two, three] = [draft('x'), draft('x', 5, 0.5), draft('y', 9, 0.5)];
    const history = record(record(NO_EDITS, edit(one, two)), edit(two, three));
    const back = stepBack(history)!;
    expect(back.edit).toEqual(edit(two, three));
    const further = stepBack(back.history)!;
    expect(further.edit).toEqual(edit(one, two));
    expect(stepBack(further.history)).toBeUndefined();
    expect(stepForward(further.history)!.edit).toEqual(edit(one, two));
    expect(stepForward(back.history)!.history).toEqual(history);
  });

  it('forget what was taken back once something new is done', () => {
    const back = stepBack(record(NO_EDITS, edit(draft('x'), draft('y'))))!.history;
    expect(stepForward(record(back, edit(draft('x'), draft('z'))))).toBeUndefined();
  });

  it('take typing in one field back as one step, and the next field as another', () => {
    const start = draft('');
    let history = recordTyping(NO_EDITS, edit(start, draft('t', 0)));
    history = recordTyping(history, edit(draft('t', 0), draft('to', 1)));
    history = recordTyping(history, edit(draft('to', 1), draft('tow', 2)));
    expect(history.past).toHaveLength(1);
    expect(history.past[0]).toEqual(edit(start, draft('tow', 2)));
    const altered = {
      ...draft('tow', 2),
      properties: { ...draft('tow').properties, change: 'altered' as const },
    };
    expect(recordTyping(history, edit(draft('tow', 2), altered)).past).toHaveLength(2);
    expect(recordTyping(history, edit(draft('tow', 2), draft('tower', 30))).past).toHaveLength(2);
  });

  it('hold one step for a draft that was saved, in place of all its own', () => {
    const other = edit(undefined, draft('o'), 'other');
    const history = record(
      record(record(NO_EDITS, edit(undefined, draft('x'))), other),
      edit(draft('x'), draft('y')),
    );
    expect(settle(history, 'a', { kind: 'created', id: 'a' }).past).toEqual([
      other,
      { kind: 'created', id: 'a' },
    ]);
    expect(settle(history, 'a').past).toEqual([other]);
  });
});
