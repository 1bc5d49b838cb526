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

/** What this browser keeps of one kind. A write that fails is told of, never thrown. */
export type KeptTable<Value> = {
  keep: (value: Value) => void;
  forget: (key: string) => void;
  /** All that is kept, once what was asked before is done. Rejects where the browser keeps nothing. */
  all: () => Promise<Value[]>;
  /** False where the last write failed, so that closing the page would lose it. */
  keeps: () => boolean;
};

/** A write that is not known to have been done; one without a value takes the key away. */
type OpenWrite<Value> = { key: string; value?: Value };

/**
 * A table of its own in IndexedDB. Writes follow each other, so that an older one never lands on a newer one.
 * IndexedDB gives up what is under way when a page is left: what is not done then is put into localStorage, which
 * is written at once, and done when the table is next read, here or on another page. What JSON cannot hold of a
 * value is lost on that way: `complete` puts it in again, from the value as it was kept before.
 */
export function keptTable<Value extends object>(
  name: string,
  keyPath: keyof Value & string,
  complete: (value: Value, before: Value | undefined) => Value = (value) => value,
): KeptTable<Value> {
  const open = new Map<string, OpenWrite<Value>>();
  const leftBehind = `${name} left `;
  const left = leftBehind + newId();
  let opened: Promise<IDBPDatabase> | undefined;
  let writes: Promise<unknown> = Promise.resolve();
  let keeps = true;

  const act = (db: IDBPDatabase, { key, value }: OpenWrite<Value>) =>
    value === undefined ? db.delete('kept', key) : db.put('kept', value);

  async function openTable(): Promise<IDBPDatabase> {
    addEventListener('pagehide', () => {
      if (open.size > 0) localStorage.setItem(left, JSON.stringify([...open.values()]));
    });
    // A page that is come back to goes on with its writes.
    addEventListener('pageshow', () => localStorage.removeItem(left));
    const db = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('kept', { keyPath });
      },
    });
    await makeUpFor(db);
    return db;
  }

  async function makeUpFor(db: IDBPDatabase): Promise<void> {
    for (const item of Object.keys(localStorage).filter((one) => one.startsWith(leftBehind)))
      try {
        for (const { key, value } of JSON.parse(localStorage.getItem(item) ?? '[]') as OpenWrite<Value>[])
          await act(db, { key, ...(value && { value: complete(value, await db.get('kept', key)) }) });
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
    writes = writes
      .then(async () => {
        await act(await database(), one);
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
    all: async () => {
      await writes;
      const db = await database();
      // Of pages that were left since this one was opened.
      await makeUpFor(db);
      return db.getAll('kept');
    },
    keeps: () => keeps,
  };
}

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
