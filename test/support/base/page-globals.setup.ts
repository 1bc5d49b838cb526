import { setMaxListeners } from 'node:events';

/**
 * What the page's models have of their browser, for tests without one: an address, a storage that holds nothing yet, and
 * a window that tells when it is left.
 */
const methods = {
  getItem: (key: string): string | null => (Object.hasOwn(storage, key) ? storage[key]! : null),
  setItem: (key: string, text: string): void => {
    storage[key] = text;
  },
  removeItem: (key: string): void => {
    delete storage[key];
  },
};
/** As in browsers, its own keys are what it holds. */
const storage: Record<string, string> = Object.create(methods);
const page = new EventTarget();
// Pages that are opened one after another in a test all hear it.
setMaxListeners(0, page);
Object.assign(globalThis, {
  location: new URL('http://127.0.0.1/'),
  localStorage: storage,
  addEventListener: page.addEventListener.bind(page),
  // Node does not find a listener by a bare `true`, as browsers do.
  removeEventListener: (kind: string, hear: EventListener, options?: boolean | EventListenerOptions) =>
    page.removeEventListener(kind, hear, typeof options === 'boolean' ? { capture: options } : options),
  dispatchEvent: page.dispatchEvent.bind(page),
});
