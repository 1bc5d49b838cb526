import { describe, expect, it } from 'vitest';
import { fromSite } from '../../../../client/i18n/place-words.ts';

describe('how far a place lies from the site', () => {
  // A degree of latitude at 42.5 N is 111.1 km; one of longitude 82.2 km (PROJ 9.1.1, geod).
  it.each([
    [[129.93, 42.54], 'in the middle of the site'],
    [[129.93, 42.545], '560 m north of the site'],
    [[129.93, 41.54], '111 km south of the site'],
    [[130.43, 42.54], '41.1 km east of the site'],
    [[-74.08, 4.61], '14,300 km north-east of the site'],
  ] as const)('%j: %s', ([longitude, latitude], words) => {
    expect(fromSite([longitude, latitude], [129.93, 42.54])).toBe(words);
  });
});
