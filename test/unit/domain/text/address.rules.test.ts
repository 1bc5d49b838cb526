import { describe, expect, it } from 'vitest';
import { assessmentSourceSchema } from '#domain/assessment/assessment.contract.ts';
import { withScheme } from '#domain/text/address.rules.ts';

const source = { kind: 'news', title: 'A report', reliability: 'F', credibility: 6 };
const stored = (url: string) => {
  const parsed = assessmentSourceSchema.safeParse({ ...source, url });
  return parsed.success && 'url' in parsed.data ? parsed.data.url : undefined;
};

describe('the address of a source', () => {
  it.each([
    ['www.38north.org/2013/01/x', 'https://www.38north.org/2013/01/x'],
    ['38north.org', 'https://38north.org'],
    [' freekorea.us/2013?p=1#top ', 'https://freekorea.us/2013?p=1#top'],
    ['//www.38north.org/x', 'https://www.38north.org/x'],
    ['example.org:8080/x', 'https://example.org:8080/x'],
    ['한국.한국/보고서', 'https://한국.한국/보고서'],
    ['www.hrnk.org/uploads/report.pdf', 'https://www.hrnk.org/uploads/report.pdf'],
    ['http://example.org/x', 'http://example.org/x'],
    ['HTTPS://example.org/x', 'HTTPS://example.org/x'],
  ])('%s is understood', (text, address) => {
    expect(withScheme(text)).toBe(address);
    expect(stored(text)).toBe(address);
  });

  it.each([
    'page 4 of the report',
    'report.pdf',
    'ana@example.org',
    'javascript:alert(1)',
    'ftp://example.org/x',
    'file:///etc/passwd',
    'localhost/x',
    '192.168.0.1/x',
    'http//example.org',
    '.org',
    '2013.01',
    'https://',
  ])('%s is none', (text) => {
    expect(stored(text)).toBeUndefined();
  });
});
