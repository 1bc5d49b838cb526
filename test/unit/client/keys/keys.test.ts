import { afterEach, expect, test, vi } from 'vitest';

const REMEMBERED = 'afterimage.keys';

/** As a page that is opened now has them. */
const opened = () => {
  vi.resetModules();
  return import('../../../../client/keys/keys.store.ts');
};
afterEach(() => localStorage.removeItem(REMEMBERED));

test('an action that is given the key of another one exchanges keys with it, for the next page, too', async () => {
  const { bindKey, bindings, resetKeys } = await opened();
  expect([bindings.value.polygon, bindings.value.rectangle]).toEqual(['KeyP', 'KeyR']);
  bindKey('polygon', 'KeyR');
  const next = await opened();
  for (const { value } of [bindings, next.bindings])
    expect([value.polygon, value.rectangle]).toEqual(['KeyR', 'KeyP']);
  resetKeys();
  expect([bindings.value.polygon, bindings.value.rectangle]).toEqual(['KeyP', 'KeyR']);
});

test('keys are off where they were switched off, and as they come where what is kept cannot be read', async () => {
  const { keysOn, switchKeys } = await opened();
  switchKeys(false);
  expect([keysOn.value, (await opened()).keysOn.value]).toEqual([false, false]);
  for (const kept of ['not JSON', '{"changed":{"an action of another version":"KeyZ"}}']) {
    localStorage.setItem(REMEMBERED, kept);
    const { bindings, keysOn: on } = await opened();
    expect([on.value, Object.values(bindings.value)]).toEqual([true, expect.not.arrayContaining(['KeyZ'])]);
  }
});
