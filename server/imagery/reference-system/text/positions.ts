/** Nine positions (longitude, latitude in degrees) within an area, whose west may exceed its east. */
export function positionsIn([west, south, east, north]: readonly [number, number, number, number]): [
  longitude: number,
  latitude: number,
][] {
  const width = (east - west + 360) % 360 || 360;
  const shares = [0.05, 0.5, 0.9];
  return shares.flatMap((across) =>
    shares.map((up): [number, number] => [
      ((west + width * across + 540) % 360) - 180,
      south + (north - south) * up,
    ]),
  );
}
