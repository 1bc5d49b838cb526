import { openAtTheEnd } from '#domain/text/text.rules.ts';

/**
 * Breaks a text into lines no wider than given: between words, and within a word that is wider by itself
 * (a hash, an address, a script without spaces). `measure` gives the width of a text in the same unit.
 * What stands isolated, or is turned, at the end of a line is so at the beginning of the next.
 */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of word) {
      if (line !== '' && measure(line + character) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  let open = '';
  return (line === '' ? lines : [...lines, line]).map((part) => {
    const whole = open + part;
    open = openAtTheEnd(whole);
    return whole;
  });
}
