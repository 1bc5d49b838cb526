import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../../base/config.ts';
import { binariesIn, type PostgresBinaries } from './postgres-binaries.ts';
import { copyPrograms } from './program-copy.ts';

/** The user that owns nothing ('nobody'): as whom Postgres runs when root starts us, for it refuses root. */
const NOBODY = 65_534;

/** As whom Postgres runs. `command` puts before a program what it takes to run it so. */
export type PostgresAccount = {
  owner: { uid: number; gid: number } | undefined;
  binaries: PostgresBinaries;
  /** Puts back what was cleaned away of programs that lie among temporary files; a Postgres that runs needs them, too. */
  keepPrograms?: () => void;
  command: (program: string, args: string[]) => { file: string; args: string[]; options: SpawnOptions };
};

/**
 * Chooses as whom Postgres runs on the cluster in `folder`: as ourselves, unless we are root. Then it is the
 * owner of the cluster, or nobody for a new one. Where the programs lie below a folder that is closed to that
 * user (a project below /root), they are copied to where they can be reached: initdb asks access(2), which
 * counts no right that was lent. Where the data folder does, setpriv lends the right to pass and to read;
 * where there is no setpriv, that is refused with a sentence.
 */
export function chooseAccount(folder: string, found: PostgresBinaries): PostgresAccount {
  if (process.getuid?.() !== 0)
    return {
      owner: undefined,
      binaries: found,
      command: (file, args) => ({ file, args, options: { cwd: path.parse(folder).root } }),
    };
  const present = existsSync(folder) ? statSync(folder) : undefined;
  const owner = present?.uid ? { uid: present.uid, gid: present.gid } : { uid: NOBODY, gid: NOBODY };
  const asOwner: PostgresAccount = {
    owner,
    ...(reaches(owner, found.postgres)
      ? { binaries: found }
      : {
          binaries: binariesIn(copyPrograms(found)),
          keepPrograms: () => {
            copyPrograms(found);
          },
        }),
    command: (file, args) => ({ file, args, options: { cwd: '/', ...owner } }),
  };
  if (reaches(owner, path.dirname(folder))) return asOwner;
  if (spawnSync('setpriv', [...lending(owner), 'true']).status === 0)
    return {
      ...asOwner,
      command: (file, args) => ({
        file: 'setpriv',
        args: [...lending(owner), file, ...args],
        options: { cwd: '/' },
      }),
    };
  throw new StartupError(
    `Postgres does not run as root, and ${path.dirname(folder)} lies below a folder that is closed to others. ` +
      'Start Afterimage as an ordinary user, or set DATA_DIR to a folder such as /var/lib/afterimage.',
  );
}

function lending({ uid, gid }: { uid: number; gid: number }): string[] {
  const right = '-all,+dac_read_search';
  return [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${right}`,
    `--ambient-caps=${right}`,
  ];
}

/** True where a user may pass through all folders above a path and read it. */
function reaches({ uid, gid }: { uid: number; gid: number }, target: string): boolean {
  const { root } = path.parse(target);
  for (let at = target; ; at = path.dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at);
    const bits = owner === uid ? mode >> 6 : group === gid ? mode >> 3 : mode;
    if (!(bits & 1)) return false;
    if (at === root) return true;
  }
}
