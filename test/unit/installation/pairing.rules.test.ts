import { describe, expect, it } from 'vitest';
import {
  type DatabaseSide,
  type FolderSide,
  type Pairing,
  pairingOf,
} from '../../../server/installation/pairing.rules.ts';

const empty: FolderSide = { id: undefined, originals: 0, named: 0 };
const fresh: DatabaseSide = { id: 'd', paired: false, originals: 0, known: { originals: 0, named: 0 } };
const paired = { ...fresh, paired: true };
const used = { ...fresh, originals: 3 };
const full = { ...empty, originals: 3, named: 4 };

describe('a data folder and a database', () => {
  it.each<[string, FolderSide, DatabaseSide, Pairing]>([
    ['both new', empty, fresh, 'to_pair'],
    ['that know each other', { ...full, id: 'd' }, { ...paired, originals: 3 }, 'paired'],
    ['that know each other, its files lost', { ...empty, id: 'd' }, { ...paired, originals: 3 }, 'paired'],
    ['brought together on purpose', { ...full, id: 'd' }, fresh, 'to_pair'],
    ['of which the folder is another database’s', { ...full, id: 'e' }, fresh, 'folder_of_another'],
    ['each with another', { ...full, id: 'e' }, paired, 'folder_of_another'],
    ['of which the database has a folder already', empty, paired, 'database_of_another'],
    ['of which the database has a folder, and this one is full', full, paired, 'database_of_another'],
    ['from before there were ids', full, { ...used, known: { originals: 3, named: 4 } }, 'to_pair'],
    [
      'from before there were ids, with leftovers and losses',
      full,
      { ...used, originals: 5, known: { originals: 2, named: 1 } },
      'to_pair',
    ],
    [
      'that have images in common and nothing else',
      full,
      { ...used, known: { originals: 3, named: 0 } },
      'strangers',
    ],
    ['that have nothing in common', full, used, 'strangers'],
    ['of which the database is new and the folder is not', full, fresh, 'strangers'],
    [
      'from before there were ids, whose display copies are gone',
      { ...full, named: 0 },
      { ...used, known: { originals: 3, named: 0 } },
      'to_pair',
    ],
    [
      'that have some images in common, without display copies',
      { ...full, named: 0 },
      { ...used, known: { originals: 2, named: 0 } },
      'strangers',
    ],
    [
      'of which the folder holds but originals and the database is new',
      { ...full, named: 0 },
      fresh,
      'strangers',
    ],
    ['of which the database has scenes and the folder nothing', empty, used, 'originals_lost'],
  ])('%s', (_, folder, database, pairing) => {
    expect(pairingOf(folder, database)).toBe(pairing);
  });
});
