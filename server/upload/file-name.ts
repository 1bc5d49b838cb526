/**
 * The name that the file had, fit to be shown and to be a name again: no folders, no control characters, no
 * quotes, which browsers write as %22 (WHATWG HTML, multipart/form-data encoding).
 */
export function plainFileName(name: string | undefined): string {
  const plain = (name ?? '')
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(/%(?:22|0D|0A)/g, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\/]/gu, '')
    .trim()
    .slice(-200);
  return plain || 'image.tif';
}
