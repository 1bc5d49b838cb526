/** Ends of file names, which look like an address and are none. */
const FILE =
  /^[^/?#]*\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|txt|csv|jpe?g|png|gif|tiff?|html?|km[lz]|json|zip|mp4)$/i;
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]|$)/u;

/** An address of the web as people write it, 'www.38north.org/2013', with its scheme; any other text as it is. */
export function withScheme(text: string): string {
  const plain = text.trim().replace(/^\/\//, '');
  return HOST.test(plain) && !FILE.test(plain) ? `https://${plain}` : text.trim();
}
