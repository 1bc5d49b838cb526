const streams = new Set<LineEventSource>();

/** The event source that a browser has, on the line of the page's models. */
class LineEventSource extends EventTarget {
  readonly #leaving = new AbortController();

  constructor(address: string) {
    super();
    streams.add(this);
    void this.#listen(new URL(address, location.href)).catch(() => this.fail());
  }

  async #listen(address: URL): Promise<void> {
    const { signal } = this.#leaving;
    const { body } = await fetch(address, { headers: { Accept: 'text/event-stream' } });
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    signal.addEventListener('abort', () => void reader.cancel());
    if (signal.aborted) return reader.cancel();
    this.dispatchEvent(new Event('open'));
    let text = '';
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const events = (text + read.value).split('\n\n');
      text = events.pop()!;
      for (const event of events) this.#tell(event);
    }
    this.fail();
  }

  #tell(event: string): void {
    const [kind, data] = ['event', 'data'].map(
      (name) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(event)?.[1],
    );
    if (kind && data !== undefined) this.dispatchEvent(new MessageEvent(kind, { data }));
  }

  /** The line under it is gone. */
  fail(): void {
    if (!this.#leaving.signal.aborted) this.dispatchEvent(new Event('error'));
  }

  close(): void {
    streams.delete(this);
    this.#leaving.abort();
  }
}

/** Lets the page hear events, in sight and without shared workers. Returned: what breaks its stream. */
export function giveEvents(): () => void {
  Object.assign(globalThis, {
    EventSource: LineEventSource,
    document: Object.assign(new EventTarget(), { hidden: false }),
  });
  return () => {
    for (const stream of streams) stream.fail();
  };
}
