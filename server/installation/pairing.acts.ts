import type { Kysely } from 'kysely';
import { StartupError } from '../base/config.ts';
import type { Database } from '../database/client.ts';
import { hasCluster } from '../database/embedded/cluster.ts';
import { filesIn, identityFile, readIdentity, writeIdentity } from './folder-identity.ts';
import { countKnown, lockInstallation, notePaired } from './installation.queries.ts';
import { type Pairing, pairingOf } from './pairing.rules.ts';

/**
 * Sees to it that the files of this folder are those of this database, and lets the two know each other where they
 * are new. Throws a StartupError, before anything is made or taken away, where they do not belong together.
 */
export async function requirePair(database: Kysely<Database>, dataDirectory: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { id, paired } = await lockInstallation(transaction);
    // Read under the lock: another server may be letting the same two know each other.
    const identity = readIdentity(dataDirectory);
    const files = filesIn(dataDirectory);
    const { originals, displays, uploads } = files;
    const pairing = pairingOf(
      { id: identity, originals: originals.length, named: displays.length + uploads.length },
      { id, paired, ...(await countKnown(transaction, files)) },
    );
    if (pairing === 'paired') return;
    if (pairing !== 'to_pair') throw stranger(pairing, dataDirectory, id);
    if (identity === undefined) await writeIdentity(dataDirectory, id);
    await notePaired(transaction, new Date());
  });
}

/** Refuses to make a new database in a folder whose files belong to one that is not there. */
export function refuseOrphans(dataDirectory: string): void {
  if (hasCluster(dataDirectory)) return;
  const { originals, displays, uploads } = filesIn(dataDirectory);
  const files = originals.length + displays.length + uploads.length;
  if (files === 0 && readIdentity(dataDirectory) === undefined) return;
  throw new StartupError(
    `${dataDirectory} belongs to a database, but does not hold it: postgres-18 is missing or empty. Nothing was changed. ` +
      'Set DATABASE_URL to that database or restore postgres-18 from a backup. ' +
      'To start with an empty one, set DATA_DIR to a new folder.',
  );
}

function stranger(
  pairing: Exclude<Pairing, 'paired' | 'to_pair'>,
  dataDirectory: string,
  id: string,
): StartupError {
  const onPurpose = `write ${id} into ${identityFile(dataDirectory)}, and start again.`;
  const sentences: Record<typeof pairing, string> = {
    folder_of_another:
      `The files in ${dataDirectory} belong to another database than this one. Nothing was changed. ` +
      'Set DATABASE_URL to theirs, or DATA_DIR to another folder. ' +
      `To bring the two together all the same, ${onPurpose}`,
    database_of_another:
      `The files of this database lie in another folder than ${dataDirectory}. Nothing was changed. ` +
      'Set DATA_DIR to that folder: all servers of one database share it. ' +
      `If it is lost and this one is to take its place, ${onPurpose}`,
    strangers:
      `${dataDirectory} holds files that this database knows nothing of. Nothing was changed. ` +
      'Set DATABASE_URL to theirs, or DATA_DIR to another folder. ' +
      `If they belong to it all the same, ${onPurpose}`,
    originals_lost:
      `This database has scenes, and ${dataDirectory} holds none of their originals. Nothing was changed. ` +
      'Set DATA_DIR to the folder that holds them, or restore it from a backup. ' +
      `If they are lost and work is to go on without, ${onPurpose}`,
  };
  return new StartupError(sentences[pairing]);
}
