import { expect } from 'vitest';
import { readCoordinates } from '../../../../client/coordinates/read-coordinates.ts';

type Expected = readonly [longitude: number, latitude: number];

/** Expects one place, to a ten-thousandth of a second. */
export function expectPlace(text: string, expected: Expected): void {
  const reading = readCoordinates(text);
  expect(reading).toMatchObject({ kind: 'place' });
  if (reading.kind === 'place') expectNear(reading.position, expected);
}

/** Expects that all these places are asked, in this order. */
export function expectPlaces(text: string, expected: readonly Expected[]): void {
  const reading = readCoordinates(text);
  expect(reading).toMatchObject({ kind: 'places' });
  if (reading.kind !== 'places') return;
  expect(reading.places).toHaveLength(expected.length);
  for (const [at, { position, why }] of reading.places.entries()) {
    expectNear(position, expected[at]!);
    expect(why).not.toBe('');
  }
}

function expectNear(position: readonly number[], [longitude, latitude]: Expected): void {
  expect(position[0]).toBeCloseTo(longitude, 6);
  expect(position[1]).toBeCloseTo(latitude, 6);
}
