import pg from 'pg';

const HIDDEN = 'It is not shown here, since it may hold a password.';

/**
 * What keeps an address of a database from being used, as what follows its name in a sentence; undefined where
 * nothing does. It never repeats what was given.
 */
export function faultOfAddress(address: string): string | undefined {
  if (!/^postgres(ql)?:\/\/\S+$/.test(address))
    return `is a postgres:// address without spaces, and what was given is none. ${HIDDEN}`;
  try {
    const { port, host } = new pg.Client({ connectionString: address });
    const [, rest = ''] = /^\w+:\/\/[^/?#]*(.*)$/.exec(address) ?? [];
    // A mark in the password that is not encoded ends it: what follows is taken for something else.
    if (host && port > 0 && port <= 65_535 && !/[@#]/.test(rest)) return undefined;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      return `names a file that cannot be read (${error.message}).`;
  }
  return (
    'cannot be read. Within a user name or password, the marks : / ? # [ ] @ and % are written ' +
    `%3A %2F %3F %23 %5B %5D %40 and %25. ${HIDDEN}`
  );
}
