import { keys, rasterTypes } from '#imagery/geo-key/geo-keys.ts';
import { type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';

/** A key with a code (a whole number that stands in the directory itself), numbers or a text. */
export type TestKey = readonly [key: number, value: number | { numbers: readonly number[] } | string];

/** Numbers of a key, however whole they are. */
export function numbers(...values: number[]): { numbers: readonly number[] } {
  return { numbers: values };
}

/** The GeoTIFF fields of keys, in the order in which they are given. */
export function keyFields(...entries: readonly TestKey[]): TiffField[] {
  const doubles: number[] = [];
  let text = '';
  const directory = entries.flatMap(([key, value]) => {
    if (typeof value === 'number') return [key, 0, 1, value];
    if (typeof value === 'string') {
      const at = text.length;
      text += `${value}|`;
      return [key, tags.geoAsciiParams, value.length + 1, at];
    }
    doubles.push(...value.numbers);
    return [key, tags.geoDoubleParams, value.numbers.length, doubles.length - value.numbers.length];
  });
  return [
    { tag: tags.geoKeyDirectory, type: 'short', values: [1, 1, 0, entries.length, ...directory] },
    ...(doubles.length > 0 ? [{ tag: tags.geoDoubleParams, type: 'double', values: doubles } as const] : []),
    ...(text === '' ? [] : [textField(tags.geoAsciiParams, text)]),
  ];
}

/** The fields of a grid that is north up: the corner of its first pixel, and the side of a pixel. */
export function gridAt(x: number, y: number, side: number): TiffField[] {
  return [
    { tag: tags.modelPixelScale, type: 'double', values: [side, side, 0] },
    { tag: tags.modelTiepoint, type: 'double', values: [0, 0, 0, x, y, 0] },
  ];
}

/** Keys of a projected system of this code. */
export const inProjected = (code: number): TestKey[] => [
  [keys.model, 1],
  [keys.rasterType, rasterTypes.pixelIsArea],
  [keys.projectedSystem, code],
];
