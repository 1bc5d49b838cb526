/** A record without its members that are null or undefined, which the API leaves out. */
export function withoutNulls<T extends Record<string, unknown>>(
  record: T,
): { [Key in keyof T]?: Exclude<T[Key], null | undefined> } {
  const held: Record<string, unknown> = {};
  for (const key in record) {
    const value = record[key];
    if (value !== null && value !== undefined) held[key] = value;
  }
  return held as { [Key in keyof T]?: Exclude<T[Key], null | undefined> };
}
