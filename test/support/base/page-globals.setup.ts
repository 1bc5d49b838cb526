/**
 * What the page's models have of their browser, for tests without one: an address, a storage that holds nothing yet, and
 * a window that tells when it is left.
 */
const kept = new Map<string, string>();
const page = new EventTarget();
Object.assign(globalThis, {
  location: new URL('http://127.0.0.1/'),
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  },
  addEventListener: page.addEventListener.bind(page),
  // Node does not find a listener by a bare `true`, as browsers do.
  removeEventListener: (kind: string, hear: EventListener, options?: boolean | EventListenerOptions) =>
    page.removeEventListener(kind, hear, typeof options === 'boolean' ? { capture: options } : options),
  dispatchEvent: page.dispatchEvent.bind(page),
});
