import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { OverlayGeometry } from '#domain/overlay/overlay.contract.ts';
import { readGeometry } from './found-feature.ts';
import type { LostPart } from './lost-parts.ts';
import { childOf, childrenOf, type XmlElement } from './xml-tree.ts';

type Read = OverlayGeometry | Pick<LostPart, 'why'>;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Of a ground overlay's picture: lower left, lower right, upper right, upper left (KML Reference, gx:LatLonQuad). */
const QUAD_CORNERS = 4;

const GEOMETRIES: Record<string, (element: XmlElement) => Read[]> = {
  point: (element) => {
    const positions = coordinatesIn(element);
    if (positions && positions.length > 1) return [{ why: 'coordinates' }];
    return [geometry('Point', positions, positions?.[0] ?? [])];
  },
  linestring: (element) => {
    const positions = coordinatesIn(element);
    return [geometry('LineString', positions, positions)];
  },
  linearring: (element) => {
    const positions = coordinatesIn(element);
    return [geometry('LineString', positions, [...(positions ?? []), ...(positions ?? []).slice(0, 1)])];
  },
  polygon: (element) => {
    const outer = childrenOf(element, 'outerboundaryis').flatMap((one) => childrenOf(one, 'linearring'));
    const inner = childrenOf(element, 'innerboundaryis').flatMap((one) => childrenOf(one, 'linearring'));
    if (outer.length !== 1) return [{ why: outer.length === 0 ? 'none' : 'coordinates' }];
    const holes = inner.map(coordinatesIn).filter((ring) => ring?.length !== 0);
    return [areaOf([...outer.map(coordinatesIn), ...holes])];
  },
  multigeometry: (element) => {
    const parts = geometriesIn(element);
    return parts.length === 0 ? [{ why: 'none' }] : parts;
  },
  track: (element) => {
    const written = childrenOf(element, 'coord').flatMap(({ text }) => text.trim() || []);
    const positions = written.map((text) =>
      text.includes(',') ? readCoordinates(text)?.[0] : positionOf(text.split(/\s+/)),
    );
    const known = positions.every((one) => one !== undefined) ? positions : undefined;
    return [known?.length === 1 ? geometry('Point', known, known[0]) : geometry('LineString', known, known)];
  },
  multitrack: (element) => childrenOf(element, 'track').flatMap((track) => GEOMETRIES.track!(track)),
  model: () => [{ why: 'model' }],
};

/** The geometries in a placemark or a collection, each as it can be laid over or why it cannot. */
export function geometriesIn(element: XmlElement): Read[] {
  return element.children.flatMap((child) => GEOMETRIES[child.name]?.(child) ?? []);
}

/**
 * The outline of the picture of a ground overlay: of its gx:LatLonQuad, else of its LatLonBox, turned about the middle
 * counter-clockwise by `rotation` degrees (KML Reference, LatLonBox). It keeps its shape on the ground, so that degrees
 * of longitude are as much shorter than those of latitude as they are at the middle.
 */
export function groundOutline(overlay: XmlElement): Read {
  const quad = childOf(overlay, 'latlonquad');
  if (quad) {
    const corners = coordinatesIn(quad);
    return areaOf([corners?.length === QUAD_CORNERS ? corners : undefined]);
  }
  const box = childOf(overlay, 'latlonbox');
  if (!box) return { why: 'none' };
  const [north, south, west, east, rotation] = ['north', 'south', 'west', 'east', 'rotation'].map((side) => {
    const text = childOf(box, side)?.text.trim() ?? '';
    if (text === '' && side === 'rotation') return 0;
    return NUMBER.test(text) ? Number(text) : Number.NaN;
  }) as [number, number, number, number, number];
  if (![north, south, west, east, rotation].every(Number.isFinite)) return { why: 'coordinates' };
  // Where they are exchanged, one side is meant to lie beyond the antimeridian, unless that were half the earth away.
  const isBeyond = east < west && east + 360 - west <= 180;
  const across = isBeyond ? east + 360 - west : Math.abs(east - west);
  const [x, y] = [(isBeyond ? west : Math.min(west, east)) + across / 2, (south + north) / 2];
  const shortened = Math.cos((y * Math.PI) / 180);
  const turn = (rotation * Math.PI) / 180;
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([right = 0, up = 0]): Position => {
    const [a, b] = [(right * across * shortened) / 2, (up * (north - south)) / 2];
    const longitude = x + (a * Math.cos(turn) - b * Math.sin(turn)) / shortened;
    return [wrapped(longitude), y + a * Math.sin(turn) + b * Math.cos(turn)];
  });
  return areaOf([corners]);
}

/** Boxes may go on beyond 180 degrees. */
function wrapped(longitude: number): number {
  return Math.abs(longitude) <= 180 ? longitude : longitude - 360 * Math.round(longitude / 360);
}

function areaOf(rings: (Position[] | undefined)[]): Read {
  return geometry('Polygon', rings.includes(undefined) ? undefined : [], rings);
}

function geometry(type: OverlayGeometry['type'], read: unknown[] | undefined, coordinates: unknown): Read {
  return read === undefined ? { why: 'coordinates' } : readGeometry({ type, coordinates });
}

function coordinatesIn(element: XmlElement): Position[] | undefined {
  const [first, ...others] = childrenOf(element, 'coordinates');
  return others.length > 0 ? undefined : readCoordinates(first?.text ?? '');
}

/**
 * The positions of a KML's `coordinates`: longitude, latitude and perhaps a height, parted by commas, one position from
 * the next by white space. Where white space stands beside commas too, or commas at the end of positions, it is read in
 * the one way in which it makes sense. Undefined where it makes none, numbers with decimal commas among them.
 */
export function readCoordinates(text: string): Position[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const positions =
    inParts(trimmed.split(/\s+/)) ??
    inParts(trimmed.split(/[\r\n]+/).filter((one) => one.trim() !== '')) ??
    inParts(trimmed.replaceAll(/\s+/g, ' ').replaceAll(/ ?, ?/g, ',').split(' '));
  return positions && hasDecimalCommas(trimmed, positions) ? undefined : positions;
}

function inParts(parts: string[]): Position[] | undefined {
  const positions: Position[] = [];
  for (const part of parts) {
    const numbers = part.split(',').map((number) => number.trim());
    const first = numbers.findIndex((number) => number !== '');
    const last = numbers.findLastIndex((number) => number !== '');
    const position = positionOf(numbers.slice(first, last + 1));
    if (!position) return undefined;
    positions.push(position);
  }
  return positions;
}

function positionOf(numbers: string[]): Position | undefined {
  if (numbers.length < 2 || numbers.length > 3 || !numbers.every((text) => NUMBER.test(text)))
    return undefined;
  return [Number(numbers[0]), Number(numbers[1])];
}

/** '129,93 42,54 129,94 42,55' reads as positions, too: of whole numbers, which lie to and fro. */
function hasDecimalCommas(text: string, positions: Position[]): boolean {
  if (positions.length < 4 || positions.length % 2 === 1 || /\.|,[^\s,]*,/.test(text)) return false;
  const [[one], [other]] = positions as [Position, Position];
  return Math.abs(one - other) > 2 && positions.every(([x], at) => Math.abs(x - (at % 2 ? other : one)) <= 1);
}
