/** The members of a record that hold something: null and undefined are left out, as the API leaves them out. */
export function given<T extends Record<string, unknown>>(
  record: T,
): { [Key in keyof T]?: Exclude<T[Key], null | undefined> } {
  const held: Record<string, unknown> = {};
  for (const key in record) {
    const value = record[key];
    if (value !== null && value !== undefined) held[key] = value;
  }
  return held as { [Key in keyof T]?: Exclude<T[Key], null | undefined> };
}
