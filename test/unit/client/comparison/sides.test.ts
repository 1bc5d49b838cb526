import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { comparisonModel } from '../../../../client/comparison/comparison.store.ts';
import {
  blinkSide,
  divider,
  dividerRuns,
  holdOther,
  letGo,
  mode,
  type OfferedMode,
  opacity,
  pointedSide,
  type Side,
  seenSide,
  sideAt,
} from '../../../../client/comparison/mode.store.ts';
import { stepModel } from '../../../../client/comparison/step.ts';
import { makeWorkspace } from '../../../../client/core/index.ts';
import { sceneModel } from '../../../../client/scene/scene.store.ts';

const workspace = makeWorkspace(undefined);
const { scenes } = workspace.get(sceneModel);
const { before, after, setBefore, setAfter, swap } = workspace.get(comparisonModel);
const { stepDate } = workspace.get(stepModel);
const years = ['2010', '2011', '2012', '2013'];
const sides = () => [before.value?.id, after.value?.id];

beforeEach(() => {
  scenes.value = years.map((year) => ({ id: year, acquired: year, state: 'ready' }) as Scene);
  setBefore('2010');
  setAfter('2012');
});
afterAll(workspace.leave);

describe('before and after', () => {
  test('each go where they are put', () => {
    setAfter('2013');
    expect(sides()).toEqual(['2010', '2013']);
    setBefore('2011');
    expect(sides()).toEqual(['2011', '2013']);
  });

  test('change places where one is put where the other was, and when they are exchanged', () => {
    setBefore('2012');
    expect(sides()).toEqual(['2012', '2010']);
    setAfter('2012');
    expect(sides()).toEqual(['2010', '2012']);
    swap();
    expect(sides()).toEqual(['2012', '2010']);
  });

  test('go step by step, each on its own side and past the other', () => {
    stepDate('after', 1);
    expect(sides()).toEqual(['2010', '2013']);
    stepDate('after', -1);
    stepDate('before', 1);
    expect(sides()).toEqual(['2011', '2012']);
    stepDate('before', 1);
    expect(sides()).toEqual(['2013', '2012']);
    stepDate('before', 1);
    expect(sides()).toEqual(['2013', '2012']);
  });
});

describe('the date that is drawn on', () => {
  beforeEach(() => {
    letGo();
    divider.value = 0.4;
    dividerRuns.value = 'upright';
    opacity.value = 0.5;
    blinkSide.value = 'before';
    pointedSide.value = undefined;
  });

  test.each<[string, OfferedMode, () => void, [x: number, y: number], Side]>([
    ['left of the divider', 'swipe', () => {}, [0.3, 0.9], 'before'],
    ['right of the divider', 'swipe', () => {}, [0.5, 0.1], 'after'],
    ['above the divider', 'swipe', () => (dividerRuns.value = 'level'), [0.9, 0.3], 'before'],
    ['below the divider', 'swipe', () => (dividerRuns.value = 'level'), [0.1, 0.5], 'after'],
    ['in the lens', 'spyglass', () => {}, [0.1, 0.1], 'after'],
    ['in a blend of mostly before', 'blend', () => (opacity.value = 0.49), [0.9, 0.9], 'before'],
    ['in a blend of mostly after', 'blend', () => (opacity.value = 0.51), [0.1, 0.1], 'after'],
    ['while before is seen in a blink', 'blink', () => {}, [0.9, 0.9], 'before'],
    ['while after is seen in a blink', 'blink', () => (blinkSide.value = 'after'), [0.1, 0.1], 'after'],
  ])('%s is the one that is seen there', (_, compared, set, [x, y], side) => {
    mode.value = compared;
    set();
    expect(sideAt(x, y)).toBe(side);
  });

  test.each<[string, OfferedMode, () => void, Side]>([
    ['pointed at before, it is after', 'swipe', () => (pointedSide.value = 'before'), 'after'],
    ['pointed at after, it is before', 'swipe', () => (pointedSide.value = 'after'), 'before'],
    ['in a blend of mostly after, it is before', 'blend', () => (opacity.value = 0.8), 'before'],
    ['in a blend of mostly before, it is after', 'blend', () => (opacity.value = 0.2), 'after'],
    ['while after is seen in a blink, it is before', 'blink', () => (blinkSide.value = 'after'), 'before'],
    ['in the spyglass, it is after', 'spyglass', () => {}, 'after'],
    ['in the difference, it is after', 'difference', () => {}, 'after'],
  ])('is the other one while the key is held: %s', (_, compared, set, side) => {
    mode.value = compared;
    set();
    holdOther();
    expect([seenSide.value, sideAt(0.1, 0.1), sideAt(0.9, 0.9)]).toEqual([side, side, side]);
    letGo();
    expect(seenSide.value).toBe(compared === 'blink' ? blinkSide.value : undefined);
  });
});
