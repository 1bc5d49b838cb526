import { type EventStream, openEventStream } from './event-stream.ts';
import type { Told } from './told.ts';

/** What a page says: that it is there and wants to know where things stand, that the line is back, that it goes. */
export type PageWord = 'here' | 'line_back' | 'gone';

/** The pages of this browser. One that is put away for a while says so, and comes back. */
const pages = new Set<MessagePort>();
let stream: EventStream | undefined;

// A shared worker has one connection for each page that begins it.
addEventListener('connect', (event) => {
  const [page] = (event as MessageEvent).ports;
  if (!page) return;
  page.addEventListener('message', ({ data }: MessageEvent<PageWord>) => listen(page, data));
  page.start();
});

function listen(page: MessagePort, word: PageWord): void {
  if (word === 'gone') {
    pages.delete(page);
    if (pages.size > 0) return;
    stream?.close();
    stream = undefined;
    return;
  }
  pages.add(page);
  if (word === 'line_back') stream?.renew();
  stream ??= openEventStream(tellAll);
  page.postMessage(stream.state());
}

function tellAll(told: Told): void {
  for (const page of pages) page.postMessage(told);
}
