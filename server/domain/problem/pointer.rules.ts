/** The JSON pointer (RFC 6901) to a path, such as '/geometry/coordinates/0/3'. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
