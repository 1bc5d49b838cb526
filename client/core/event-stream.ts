import type { ChangeEvent } from '#domain/event/event.contract.ts';
import type { Told } from './told.ts';

export type EventStream = {
  /** Where the stream stands now, without a change. */
  state: () => Told;
  /** Opens it anew, as after the line was down; not twice in a moment. */
  renew: () => void;
  close: () => void;
};

/** Complete by its type; the schema of a change has them too, and would bring all of Zod into the worker. */
const KINDS = Object.keys({
  site: true,
  scene: true,
  annotation: true,
  assessment: true,
  look: true,
  overlay: true,
  heartbeat: true,
} satisfies Record<ChangeEvent['kind'] | 'heartbeat', true>);
/** The server gives a sign of life every 20 seconds. A line that died without a word gives none. */
const SILENT_MILLISECONDS = 50_000;
const FIRST_WAIT_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 15_000;
const LOOK_MILLISECONDS = 5_000;

/**
 * Holds a stream of events open, for as long as it takes: the browser by itself gives up for good where a proxy
 * answers in the server's place, and waits for ever on a line that is dead.
 */
export function openEventStream(tell: (told: Told) => void): EventStream {
  const life = `${Date.now()} ${Math.random()}`;
  let [open, openings, heard] = [false, 0, 0];
  let source: EventSource | undefined;
  let wait = FIRST_WAIT_MILLISECONDS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The clock of the day goes on while the machine sleeps.
  let [lifeAt, askedAt] = [0, 0];

  const state = (): Told => ({ life, open, openings, heard });

  function connect() {
    clearTimeout(timer);
    timer = undefined;
    source?.close();
    const own = new EventSource('/api/events');
    source = own;
    lifeAt = Date.now();
    askedAt = lifeAt;
    own.addEventListener('open', () => {
      lifeAt = Date.now();
      wait = FIRST_WAIT_MILLISECONDS;
      open = true;
      openings++;
      tell(state());
    });
    own.addEventListener('error', () => {
      own.close();
      if (source === own) lose();
    });
    for (const kind of KINDS) own.addEventListener(kind, (event) => hear(event as MessageEvent));
  }

  function hear({ type, data }: MessageEvent) {
    lifeAt = Date.now();
    if (type === 'heartbeat') return;
    heard++;
    tell({ ...state(), change: JSON.parse(data) });
  }

  function lose() {
    // Many browsers lose a server at once; they do not all come back in the same moment.
    timer = setTimeout(connect, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
    if (!open) return;
    open = false;
    tell(state());
  }

  const look = setInterval(() => {
    if (timer !== undefined || Date.now() - lifeAt < SILENT_MILLISECONDS) return;
    source?.close();
    lose();
  }, LOOK_MILLISECONDS);
  connect();
  return {
    state,
    renew: () => {
      if (Date.now() - askedAt > FIRST_WAIT_MILLISECONDS) connect();
    },
    close: () => {
      clearInterval(look);
      clearTimeout(timer);
      source?.close();
    },
  };
}
