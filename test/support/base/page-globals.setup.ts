/**
 * What stores of the page read of their browser as they are made, for tests without one: an address, and a storage that
 * holds nothing yet.
 */
const kept = new Map<string, string>();
Object.assign(globalThis, {
  location: new URL('http://127.0.0.1/'),
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  },
});
