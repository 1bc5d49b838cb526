/** What keeps a folder or a disk from being used, as the system names it. */
const faults: Record<string, string> = {
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'the quota of the disk is used up. Free some space',
  EROFS: 'the disk is closed for writing (read-only). Open it for writing',
  EACCES: 'the user that runs Afterimage may not do that there. Give that user the right to read and write',
  EPERM: 'the user that runs Afterimage may not do that there. Give that user the right to read and write',
  ENOTDIR: 'a file stands where a folder should be. Take it away',
  EEXIST: 'a file stands where a folder should be. Take it away',
  EISDIR: 'a folder stands where a file should be. Take it away',
  ENOENT: 'it is not there. Restore it',
  ENAMETOOLONG: 'the path is too long. Move it to a shorter one',
  ELOOP: 'links lead round in circles there. Mend them',
  EIO: 'the disk reports an error. Look at the disk',
  EBUSY: 'something else holds it. End that',
  EMFILE: 'too many files are open. Raise the limit of open files (ulimit -n)',
  ENFILE: 'too many files are open on this machine. Close some',
};

/** The same as SQLite and Node's errors of it name them (result codes 8, 10, 11, 13, 14, 26). */
const sqliteFaults: Record<number, string> = {
  8: faults.EROFS!,
  10: faults.EIO!,
  11: 'the file is damaged. Remove it',
  13: faults.ENOSPC!,
  14: 'it cannot be opened. See that the folder is there and that the user that runs Afterimage may write in it',
  26: 'the file is damaged. Remove it',
};

/**
 * Why a file or folder cannot be used, and what to do, as two halves of a sentence that wants its end: 'the disk is
 * full. Free some space'. Undefined where the error is of another kind.
 */
export function storageFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return sqliteFaults[error.errcode & 0xff];
  return 'syscall' in error && 'code' in error ? faults[String(error.code)] : undefined;
}
