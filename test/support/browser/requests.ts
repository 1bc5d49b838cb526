import type { Page, Request, Route } from 'playwright-core';

const underWay = new WeakMap<Page, Set<Request>>();

/** Keeps count of what a page asked for and has not been answered, from now on. */
export function followRequests(page: Page): void {
  const open = new Set<Request>();
  underWay.set(page, open);
  page.on('request', (request) => {
    if (isAnswered(request)) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** The addresses that a followed page waits for; none of a page that nobody follows. */
export function requestsUnderWay(page: Page): string[] {
  return [...(underWay.get(page) ?? [])].map((request) => request.url());
}

/**
 * Holds what a page asks for at some addresses, until it is let go and asks as ever. The route stays: where one is
 * taken away while a page is asking, Chromium may leave what it asks for unanswered.
 */
export async function holdRequests(
  page: Page,
  address: string | RegExp,
): Promise<{ held: Route[]; letGo: () => Promise<void> }> {
  const held: Route[] = [];
  let holds = true;
  await page.route(address, async (route) => {
    if (holds) held.push(route);
    else await route.continue();
  });
  return {
    held,
    letGo: async () => {
      holds = false;
      // The page may have given one up.
      for (const route of held) await route.continue().catch(() => {});
    },
  };
}

/**
 * The stream of events is open as long as a page is. It lives in a shared worker, of which a page's own tools tell that
 * its script was asked for and nothing more.
 */
function isAnswered(request: Request): boolean {
  const { protocol, pathname } = new URL(request.url());
  return (
    protocol.startsWith('http') && pathname !== '/api/events' && !pathname.includes('event-stream.worker')
  );
}
