/** Digits of other scripts, each by its nought. */
const NOUGHTS = '٠۰०০๐၀០';

/** One sign for each meaning: plain digits, degree signs, quotes, dashes, blanks; nothing invisible. */
export function tidied(text: string): string {
  return (
    oneLine(text)
      .replaceAll(/[º˚∘⁰]/g, '°')
      .replaceAll(/[´ʹʼˈ′‘’‛`＇]/g, "'")
      .replaceAll(/[″“”„‟ʺ˝¨〃〝〞＂]/g, '"')
      // '①' and '½' would become digits of the number beside them.
      .replaceAll(/\p{No}/gu, '¤')
      .normalize('NFKC')
      .replaceAll('′', "'")
      .replaceAll(/\p{Cf}/gu, '')
      .replaceAll(/\p{Nd}/gu, (digit) => {
        const nought = [...NOUGHTS].find(
          (zero) => digit >= zero && digit.codePointAt(0)! < zero.codePointAt(0)! + 10,
        );
        return nought === undefined ? digit : String(digit.codePointAt(0)! - nought.codePointAt(0)!);
      })
      .replaceAll(/[\u2010-\u2015\u2212\uFE58\uFE63]/g, '-')
      .replaceAll('٫', '.')
      .replaceAll(/[،、]/g, ',')
      .replaceAll(/[·。]/g, '.')
      .replaceAll(/(?<=\d\s*)''/g, '"')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}

/** Text of several lines in one: lines of software's text go on with a blank, others are parts of their own. */
export function oneLine(text: string): string {
  const between = /^\s*[[{<]/.test(text) ? ' ' : '; ';
  return text.trim().replaceAll(/\s*[\r\n]+\s*/g, between);
}
