import { type IDBPDatabase, openDB } from 'idb';

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
};

/** A table of its own in IndexedDB. Writes follow each other, so that an older one never lands on a newer one. */
export function keptTable<Value extends object>(
  name: string,
  keyPath: keyof Value & string,
): KeptTable<Value> {
  let opened: Promise<IDBPDatabase> | undefined;
  let writes: Promise<unknown> = Promise.resolve();
  const database = () => {
    opened ??= openDB(name, 1, {
      upgrade(db) {
        db.createObjectStore('kept', { keyPath });
      },
    });
    return opened;
  };
  const write = (act: (db: IDBPDatabase) => Promise<unknown>) => {
    writes = writes.then(async () => act(await database())).catch(tellStorageFault);
  };
  return {
    keep: (value) => write((db) => db.put('kept', value)),
    forget: (key) => write((db) => db.delete('kept', key)),
    all: async () => {
      await writes;
      return (await database()).getAll('kept');
    },
  };
}
