/** What a data folder says of itself: the id that it bears, and how many files of scenes it holds. */
export type FolderSide = {
  id: string | undefined;
  originals: number;
  /** Display copies and half-sent uploads, which are named by what the database made up for them. */
  named: number;
};

/** What a database says: its id, whether a folder bears it, how many originals its scenes name. */
export type DatabaseSide = {
  id: string;
  paired: boolean;
  originals: number;
  /** How many of the folder's files it knows. */
  known: { originals: number; named: number };
};

/**
 * What a data folder and a database are to each other: 'paired', 'to_pair' where they are new to each other or
 * have always been together without an id, else why they are not to be brought together.
 */
export type Pairing =
  | 'paired'
  | 'to_pair'
  | 'folder_of_another'
  | 'database_of_another'
  | 'strangers'
  | 'originals_lost';

/**
 * Decides whether a server may start on this folder and this database. The same image may be a scene in many
 * databases, so originals alone prove nothing as long as there is a file whose name only one database can know.
 */
export function pairingOf(folder: FolderSide, database: DatabaseSide): Pairing {
  if (folder.id !== undefined) {
    if (folder.id !== database.id) return 'folder_of_another';
    return database.paired ? 'paired' : 'to_pair';
  }
  if (database.paired) return 'database_of_another';
  const { known } = database;
  if (folder.originals === 0 && folder.named === 0)
    return database.originals === 0 ? 'to_pair' : 'originals_lost';
  if (folder.named > 0) return known.named > 0 ? 'to_pair' : 'strangers';
  return known.originals > 0 && known.originals === database.originals ? 'to_pair' : 'strangers';
}
