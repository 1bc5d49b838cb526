import { describe, expect, it } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import { nearestFirst } from '../../../../client/structure/nearness.ts';
import { square } from '../../../support/base/valley.ts';

const outline = (west: number, south: number, size = 0.0001): Polygon => ({
  type: 'Polygon',
  coordinates: [square(west, south, size)],
});
const change = (number: string, structureId: string, geometry: Polygon) =>
  ({ type: 'Feature', id: number, geometry, properties: { number, structureId } }) as Annotation;

describe('structures that a change may belong to', () => {
  it('come with those that overlap first, then the nearest, each once with all its changes', () => {
    const found = nearestFirst(outline(129.93, 42.54), [
      change('C22-001', 'far', outline(129.935, 42.54)),
      change('C22-002', 'near', outline(129.9302, 42.54)),
      change('C22-003', 'around', outline(129.929, 42.539, 0.01)),
      change('C22-004', 'far', outline(129.934, 42.54)),
    ]);
    expect(
      found.map(({ structureId, annotations, overlaps }) => [
        structureId,
        annotations.map(({ id }) => id),
        overlaps,
      ]),
    ).toEqual([
      ['around', ['C22-003'], true],
      ['near', ['C22-002'], false],
      ['far', ['C22-001', 'C22-004'], false],
    ]);
    expect(found[0]!.metres).toBe(0);
    // A ten-thousandth of a degree of longitude at 42.54 N is 8.2 m.
    expect(found[1]!.metres).toBeCloseTo(8.2, 0);
    expect(found[2]!.metres).toBeCloseTo(39 * 8.2, -1);
  });

  it('are as near over the antimeridian as elsewhere', () => {
    const [found] = nearestFirst(outline(179.9998, 0), [change('C22-001', 'beyond', outline(-179.9999, 0))]);
    expect(found!.metres).toBeCloseTo(22, 0);
  });
});
