import { describe, expect, it } from 'vitest';
import { comparableName } from '#domain/text/analyst-name.rules.ts';

describe('the form in which names are compared', () => {
  it('knows a name with a composed letter, a hyphen or an apostrophe however it is written', () => {
    expect(comparableName('Be\u034f\u0301la O’Brien\u2011Nagy')).toBe(comparableName("Béla O'Brien-Nagy"));
    expect(comparableName('김\u200b민 수')).toBe(comparableName('김민\u3000수'));
  });

  it('tells people apart whose names look different', () => {
    const names = [
      'Kim Min',
      'Kim Mín',
      'KimMin',
      'Kim Min-ho',
      'Kim M',
      '김민',
      '김 민',
      'Вера',
      'Вира',
      'علی',
    ];
    expect(new Set(names.map(comparableName)).size).toBe(names.length);
  });
});
