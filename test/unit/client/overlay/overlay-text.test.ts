import { describe, expect, it } from 'vitest';
import { decodedText } from '../../../../client/overlay/file/overlay-text.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const hex = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'));
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const declared = (encoding: string, name: string) =>
  joined(
    ascii(`<?xml version='1.0' encoding="${encoding}" ?>\n<kml><name>`),
    hex(name),
    ascii('</name></kml>'),
  );
const nameOf = (bytes: Uint8Array) => /<name>(.*)<\/name>/s.exec(decodedText(bytes).text)?.[1];

describe('the declared encoding of a KML is honoured', () => {
  // Bytes as Python 3.11's codecs write them.
  it.each([
    ['EUC-KR', '3232c8a320b0fcb8aebcd220c1a4b9ae', '22호 관리소 정문'],
    ['euc_kr', '3232', '22'],
    ['CP949', '3232c8a320b0fcb8aebcd220c1a4b9ae', '22호 관리소 정문'],
    ['ms949', '3232c8a320b0fcb8aebcd220c1a4b9ae', '22호 관리소 정문'],
    ['x-windows-949', '3232c8a320b0fcb8aebcd220c1a4b9ae', '22호 관리소 정문'],
    ['UHC', '3232c8a320b0fcb8aebcd220c1a4b9ae', '22호 관리소 정문'],
    ['KS_C_5601-1987', '3232c8a320b0fcb8aebcd220c1a4b9ae', '22호 관리소 정문'],
    ['GB2312', 'b5dab6fecaaeb6febac5b9dcc0edcbf9', '第二十二号管理所'],
    ['GBK', 'b5dab6fecaaeb6febac5b9dcc0edcbf9', '第二十二号管理所'],
    ['cp936', 'b5dab6fecaaeb6febac5b9dcc0edcbf9', '第二十二号管理所'],
    ['GB18030', '8139ee39bac5', '㐀号'],
    ['Big5', 'b2c4a447a451a447b8b9badeb27aa9d2', '第二十二號管理所'],
    ['Shift_JIS', '91e632328d868ac7979d8f8a', '第22号管理所'],
    ['cp932', '91e632328d868ac7979d8f8a', '第22号管理所'],
    ['EUC-JP', 'c2e83232b9e6b4c9cdfdbdea', '第22号管理所'],
    ['ISO-2022-JP', '1b244242681b284232321b2442396634494d7d3d6a1b2842', '第22号管理所'],
    ['KOI8-R', 'f7cfd2cfd4c1', 'Ворота'],
    ['windows-1251', 'c2eef0eef2e0', 'Ворота'],
    ['cp1251', 'c2eef0eef2e0', 'Ворота'],
    ['cp866', '82aee0aee2a0', 'Ворота'],
    ['windows-1252', '546f72208453fc64932080', 'Tor „Süd“ €'],
    ['ISO-8859-1', '53fc64', 'Süd'],
    ['latin1', '53fc64', 'Süd'],
    ['ISO-8859-15', '53fc6420a4', 'Süd €'],
    ['windows-1250', '4272e16e6120e8', 'Brána č'],
    ['ISO-8859-2', '4272e16e6120e8', 'Brána č'],
    ['windows-1256', 'c8e6c7c8c9', 'بوابة'],
    ['utf-8', '3232ed98b8', '22호'],
    ['UTF8', '3232ed98b8', '22호'],
    ['EUC-KR', '3232ed98b820eab480eba6acec868c', '22호 관리소'],
    ['US-ASCII', '3232ed98b8', '22호'],
    ['utf-16', '3232ed98b8', '22호'],
    ['UTF-32', '3232ed98b8', '22호'],
    ['ucs-2', '3232ed98b8', '22호'],
  ])('%s, %s', (encoding, name, read) => {
    expect(nameOf(declared(encoding, name))).toBe(read);
    expect(decodedText(declared(encoding, name)).isDamaged).toBe(false);
  });
});

const utf16 = (text: string, isLittle: boolean) =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );
const XML_TEXT = '<?xml version="1.0" encoding="UTF-16"?><kml><name>22호 관리소</name></kml>';
const JSON_TEXT = '{"name":"22호 관리소"}';

describe('the text of a file', () => {
  it.each([
    ['UTF-8 with a mark', joined(hex('efbbbf'), new TextEncoder().encode(JSON_TEXT)), JSON_TEXT],
    ['UTF-16 with a mark', joined(hex('fffe'), utf16(XML_TEXT, true)), XML_TEXT],
    ['UTF-16 of the other order, with a mark', joined(hex('feff'), utf16(XML_TEXT, false)), XML_TEXT],
    ['UTF-16 without a mark', utf16(XML_TEXT, true), XML_TEXT],
    ['UTF-16 of the other order, without a mark', utf16(XML_TEXT, false), XML_TEXT],
    ['JSON in UTF-16', utf16(JSON_TEXT, true), JSON_TEXT],
    [
      'a mark that the declaration gainsays',
      joined(hex('efbbbf'), ascii('<?xml encoding="EUC-KR"?>'), hex('ed98b8')),
      '<?xml encoding="EUC-KR"?>호',
    ],
    ['UTF-32', Uint8Array.from([...JSON_TEXT].flatMap((one) => [...utf16(one, true), 0, 0])), JSON_TEXT],
    [
      'UTF-32 with a mark',
      Uint8Array.from([...`\ufeff${JSON_TEXT}`].flatMap((one) => [0, 0, ...utf16(one, false)])),
      JSON_TEXT,
    ],
    ['nothing', new Uint8Array(), ''],
  ])('is read of %s', (_, bytes, text) => {
    expect(decodedText(bytes)).toMatchObject({ text, isDamaged: false });
  });

  it.each([
    ['UTF-8 was declared and it is EUC-KR', declared('UTF-8', '3232c8a320b0fc'), 'UTF-8', true],
    [
      'nothing was declared and it is EUC-KR',
      joined(ascii('{"name":"'), hex('c8a320b0fc'), ascii('"}')),
      'UTF-8',
      false,
    ],
    ['the encoding is not known', declared('x-mac-hangul', 'c8a320b0fc'), 'x-mac-hangul', true],
    [
      'the encoding is not known to mean the same everywhere',
      declared('x-user-defined', 'c8a320b0fc'),
      'x-user-defined',
      true,
    ],
    ['EUC-KR was declared and it is not', declared('EUC-KR', 'ffff'), 'EUC-KR', true],
    ['UTF-16 is cut within a letter', joined(hex('fffe'), utf16('<k', true), hex('3c')), 'utf-16le', true],
  ])('is told to be damaged where %s', (_, bytes, encoding, isNamed) => {
    expect(decodedText(bytes)).toMatchObject({ encoding, isNamed, isDamaged: true });
  });

  it('of an encoding that is not known is read where it is all ASCII', () => {
    expect(decodedText(declared('x-mac-hangul', '47617465'))).toMatchObject({
      isDamaged: false,
    });
  });

  it.each(['UTF-7', 'HZ-GB-2312', 'ISO-2022-KR', 'iso-2022-cn'])(
    'is refused in %s, whose bytes look like ASCII',
    (encoding) => {
      expect(() => decodedText(declared(encoding, '41'))).toThrow(
        `It is in the encoding ${encoding}, which is not read: save it in UTF-8.`,
      );
    },
  );
});
