/** The number that people cite, such as C22-017. */
export function annotationNumber(siteCode: string, number: number): string {
  return `${siteCode}-${String(number).padStart(3, '0')}`;
}
