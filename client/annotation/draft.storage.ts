import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { AssessmentDraft } from '../assessment/assessment-draft.ts';
import { tellStorageFault } from '../storage.ts';
import type { Draft } from './draft.ts';

type Kept = DBSchema & {
  draft: { key: string; value: Draft; indexes: { site: string } };
  assessment: { key: string; value: AssessmentDraft };
};

let opened: Promise<IDBPDatabase<Kept>> | undefined;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('afterimage', 1, {
    upgrade(db) {
      db.createObjectStore('draft', { keyPath: 'id' }).createIndex('site', 'siteId');
      db.createObjectStore('assessment', { keyPath: 'annotationId' });
    },
  });
  return opened;
}

/** Writes follow each other, so that an older one never lands on a newer one. */
let writes: Promise<unknown> = Promise.resolve();

function write(act: (db: IDBPDatabase<Kept>) => Promise<unknown>): void {
  writes = writes.then(async () => act(await database())).catch(tellStorageFault);
}

/** Keeps a draft in this browser. */
export function keepDraft(draft: Draft): void {
  write((db) => db.put('draft', draft));
}

export function forgetDraft(id: string): void {
  write((db) => db.delete('draft', id));
}

/** The drafts that this browser keeps for a site. */
export async function keptDrafts(siteId: string): Promise<Draft[]> {
  await writes;
  return (await database()).getAllFromIndex('draft', 'site', siteId);
}

/** Keeps what was typed of an assessment. */
export function keepAssessmentDraft(draft: AssessmentDraft): void {
  write((db) => db.put('assessment', draft));
}

export function forgetAssessmentDraft(annotationId: string): void {
  write((db) => db.delete('assessment', annotationId));
}

export async function keptAssessmentDrafts(): Promise<AssessmentDraft[]> {
  await writes;
  return (await database()).getAll('assessment');
}
