import { expect, it } from 'vitest';
import { isGap, type Told } from '../../../../client/core/told.ts';

const told: Told = { life: 'a', open: true, openings: 1, heard: 3 };
const change = { kind: 'site', siteId: 'x', id: 'x' } as const;

it.each<[string, Told | undefined, Told, boolean]>([
  ['hears the next change', told, { ...told, heard: 4, change }, false],
  ['is told that nothing happened', told, told, false],
  ['hears a change after one that it did not hear', told, { ...told, heard: 5, change }, true],
  ['is told that something happened', told, { ...told, heard: 4 }, true],
  ['hears that the stream was opened anew', told, { ...told, openings: 2 }, true],
  ['hears another stream', told, { ...told, life: 'b' }, true],
  ['hears for the first time', undefined, told, true],
])('a page that %s knows whether it missed something', (_, before, now, missed) => {
  expect(isGap(before, now)).toBe(missed);
});
