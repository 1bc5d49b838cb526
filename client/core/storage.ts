import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type IDBPDatabase, openDB } from 'idb';
import { newId } from './new-id.ts';

let failed: (error: unknown) => void = () => {};

/** Names who is told when this browser keeps nothing (private windows, a full disk). */
export function onStorageFault(tell: (error: unknown) => void): void {
  failed = tell;
}

export function tellStorageFault(error: unknown): void {
  failed(error);
}

/** How IndexedDB knows a kind: by the names that browsers keep it by already. */
type Shape<Value> = {
  store?: string;
  /** Members by which values can be asked for, by the name of their index. */
  indexes?: Readonly<Record<string, keyof Value & string>>;
};

function openStore<Value>(
  name: string,
  keyPath: keyof Value & string,
  { store = 'kept', indexes = {} }: Shape<Value>,
): Promise<IDBPDatabase> {
  return openDB(name, 1, {
    upgrade(fresh) {
      const made = fresh.createObjectStore(store, { keyPath });
      for (const [index, member] of Object.entries(indexes)) made.createIndex(index, member);
    },
  });
}

/** What this browser keeps of one kind. A write that fails is told of, never thrown. */
export type KeptTable<Value> = {
  keep: (value: Value) => void;
  forget: (key: string) => void;
  /** All that is kept, or, of an index, all that has a key there, once what was asked before is done. Rejects where the browser keeps nothing. */
  all: (among?: { index: string; key: string }) => Promise<Value[]>;
  /** Ends once what was asked before is done: false where the last of it failed. */
  done: () => Promise<boolean>;
  /** False where the last write failed, so that closing the page would lose it. */
  keeps: () => boolean;
};

/** A write that is not known to have been done; one without a value takes the key away. */
type OpenWrite<Value> = { key: string; value?: Value };

/** Characters of one value that may be left in localStorage, which holds some five million of all kinds together. */
const MOST_LEFT = 1_000_000;

/**
 * A table of its own in IndexedDB. Writes follow each other, so that an older one never lands on a newer one.
 * IndexedDB gives up what is under way when a page is left: what is not done then is put into localStorage, which
 * is written at once, and done when the table is next read, here or on another page. What JSON cannot hold of a
 * value is lost on that way: `complete` puts it in again, from the value as it was kept before.
 */
export function keptTable<Value extends object>(
  name: string,
  keyPath: keyof Value & string,
  {
    complete = (value) => value,
    ...shape
  }: Shape<Value> & { complete?: (value: Value, before: Value | undefined) => Value } = {},
): KeptTable<Value> {
  const { store = 'kept' } = shape;
  const open = new Map<string, OpenWrite<Value>>();
  const leftBehind = `${name} left `;
  const left = leftBehind + newId();
  let opened: Promise<IDBPDatabase> | undefined;
  let writes: Promise<unknown> = Promise.resolve();
  let keeps = true;

  const act = (db: IDBPDatabase, { key, value }: OpenWrite<Value>) =>
    value === undefined ? db.delete(store, key) : db.put(store, value);

  function leaveBehind(): void {
    const texts = [...open.values()].map((one) => JSON.stringify(one)).filter(isLight);
    try {
      if (texts.length > 0) localStorage.setItem(left, `[${texts.join()}]`);
    } catch (error) {
      tellStorageFault(error);
    }
  }

  async function openTable(): Promise<IDBPDatabase> {
    addEventListener('pagehide', leaveBehind);
    // A page that is come back to goes on with its writes.
    addEventListener('pageshow', () => localStorage.removeItem(left));
    const db = await openStore(name, keyPath, shape);
    await makeUpFor(db);
    return db;
  }

  async function makeUpFor(db: IDBPDatabase): Promise<void> {
    for (const item of Object.keys(localStorage).filter((one) => one.startsWith(leftBehind)))
      try {
        for (const { key, value } of JSON.parse(localStorage.getItem(item) ?? '[]') as OpenWrite<Value>[])
          await act(db, { key, ...(value && { value: complete(value, await db.get(store, key)) }) });
        localStorage.removeItem(item);
      } catch (error) {
        // What cannot be done now is left for the next time, and keeps nothing else from being kept.
        tellStorageFault(error);
      }
  }

  const database = () => {
    opened ??= openTable();
    return opened;
  };

  const write = (one: OpenWrite<Value>) => {
    open.set(one.key, one);
    // At once: the page may be left before those ahead are done.
    const db = database();
    writes = Promise.all([db, writes])
      .then(async ([there]) => {
        await act(there, one);
        if (open.get(one.key) === one) open.delete(one.key);
        keeps = true;
      })
      .catch((error) => {
        keeps = false;
        tellStorageFault(error);
      });
  };

  return {
    keep: (value) => write({ key: String(value[keyPath]), value }),
    forget: (key) => write({ key }),
    all: async (among) => {
      await writes;
      const db = await database();
      // Of pages that were left since this one was opened.
      await makeUpFor(db);
      return among ? db.getAllFromIndex(store, among.index, among.key) : db.getAll(store);
    },
    done: async () => {
      await writes;
      return keeps;
    },
    keeps: () => keeps,
  };
}

const isLight = (text: string) => text.length <= MOST_LEFT;

/** What this browser keeps of one kind, by key. */
export type KeptMap<Value> = {
  values: ReadonlySignal<ReadonlyMap<string, Value>>;
  keep: (value: Value) => void;
  forget: (key: string) => void;
  /** Brings back what was kept before the page was opened; what was kept since is newer. */
  restore: () => Promise<void>;
};

/** A table of its own, held in memory too. */
export function keptMap<Value extends object>(name: string, keyPath: keyof Value & string): KeptMap<Value> {
  const table = keptTable<Value>(name, keyPath);
  const values: Signal<ReadonlyMap<string, Value>> = signal(new Map());
  const keyOf = (value: Value) => String(value[keyPath]);
  /** What was forgotten since the page was opened: what is being read may still hold it. */
  const forgotten = new Set<string>();
  return {
    values,
    keep: (value) => {
      forgotten.delete(keyOf(value));
      values.value = new Map(values.peek()).set(keyOf(value), value);
      table.keep(value);
    },
    forget: (key) => {
      forgotten.add(key);
      table.forget(key);
      const left = new Map(values.peek());
      if (left.delete(key)) values.value = left;
    },
    restore: async () => {
      const kept = (await table.all()).filter((value) => !forgotten.has(keyOf(value)));
      values.value = new Map([...kept.map((value) => [keyOf(value), value] as const), ...values.peek()]);
    },
  };
}

/** What this browser keeps of what can be made again, at most so many. No failure is told. */
export type KeptCache<Value> = {
  /** What is kept under a key; it counts as used now. */
  use: (key: string) => Promise<Value | undefined>;
  /** Keeps one, and no other that has the same in `oneOf`; then lets go of those not used the longest. */
  keep: (value: Value) => Promise<void>;
};
type Used = { usedAt: number };

/** A cache of its own in IndexedDB. */
export function keptCache<Value extends object>(
  name: string,
  keyPath: keyof Value & string,
  {
    store,
    oneOf,
    most,
  }: { store: string; oneOf: { index: string; member: keyof Value & string }; most: number },
): KeptCache<Value> {
  let opened: Promise<IDBPDatabase> | undefined;
  const database = () => {
    const indexes = { [oneOf.index]: oneOf.member, used: 'usedAt' } as const;
    opened ??= openStore<Value & Used>(name, keyPath, { store, indexes });
    return opened;
  };
  return {
    use: async (key) => {
      try {
        const db = await database();
        const kept: (Value & Used) | undefined = await db.get(store, key);
        if (kept) await db.put(store, { ...kept, usedAt: Date.now() });
        return kept;
      } catch {
        return undefined;
      }
    },
    keep: async (value) => {
      try {
        const transaction = (await database()).transaction(store, 'readwrite');
        const kept = transaction.store;
        const former = await kept.index(oneOf.index).getAllKeys(String(value[oneOf.member]));
        for (const key of former) await kept.delete(key);
        await kept.put({ ...value, usedAt: Date.now() });
        const tooMany = (await kept.count()) - most;
        if (tooMany > 0)
          for (const key of await kept.index('used').getAllKeys(null, tooMany)) await kept.delete(key);
        await transaction.done;
      } catch {
        // As above.
      }
    },
  };
}
