import { type Signal, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import {
  enterSite,
  makeWorkspace,
  openWorkspace,
  type Workspace,
  workspaceOf,
} from '../../../../client/core/workspace.ts';

function countModel({ siteId }: Workspace) {
  return { siteId, count: signal(0) };
}

function doubleModel(workspace: Workspace) {
  const { count } = workspace.get(countModel);
  const doubled: Signal<number> = signal(0);
  workspace.effect(() => {
    doubled.value = count.value * 2;
  });
  return { doubled };
}

test('a workspace makes each model once, with what it needs', () => {
  const workspace = makeWorkspace('valley');
  const { doubled } = workspace.get(doubleModel);
  workspace.get(countModel).count.value = 4;
  expect(doubled.value).toBe(8);
  expect(workspace.get(doubleModel).doubled).toBe(doubled);
  expect(workspace.get(countModel).siteId).toBe('valley');
});

test('what was made ends with the site, the last first, and nothing is made after', () => {
  const ended: string[] = [];
  const workspace = makeWorkspace('valley');
  const { doubled } = workspace.get(doubleModel);
  const { count } = workspace.get(countModel);
  workspace.onLeave(() => ended.push('first'));
  workspace.onLeave(() => ended.push('second'));
  workspace.leave();
  workspace.leave();
  count.value = 9;
  expect(doubled.value).toBe(0);
  expect(ended).toEqual(['second', 'first']);
  expect(workspace.get(countModel).count).toBe(count);
  expect(() => workspace.get(() => ({}))).toThrow('the site was left');
});

test('models that need each other are told of, not waited for', () => {
  const one = (workspace: Workspace): unknown => workspace.get(other);
  const other = (workspace: Workspace): unknown => workspace.get(one);
  expect(() => makeWorkspace('valley').get(one)).toThrow('needs itself');
});

test('one site is open: the next one begins anew, and the former is over', () => {
  enterSite('valley').get(countModel).count.value = 3;
  const valley = openWorkspace.value;
  expect(workspaceOf('valley')).toBe(valley);
  enterSite('plain');
  expect(openWorkspace.value.get(countModel)).toMatchObject({ siteId: 'plain' });
  expect(openWorkspace.value.get(countModel).count.value).toBe(0);
  expect(workspaceOf('valley')).toBeUndefined();
  expect(() => valley.get(doubleModel)).toThrow('the site was left');
});
