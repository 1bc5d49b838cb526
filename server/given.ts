/** The members of a record that hold something: null and undefined are left out, as the API leaves them out. */
export function given<T extends Record<string, unknown>>(
  record: T,
): { [Key in keyof T]?: Exclude<T[Key], null | undefined> } {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
  ) as { [Key in keyof T]?: Exclude<T[Key], null | undefined> };
}
