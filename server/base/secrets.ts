/** A text in which no address holds a password: for whatever is printed or logged. */
export function withoutPasswords(text: string): string {
  return text
    .replaceAll(/\b([a-z][a-z\d+.-]*:\/\/[^\s:/@]*):\S*@/gi, '$1:…@')
    .replaceAll(/([?&]password=)[^\s&'"]*/gi, '$1…');
}
