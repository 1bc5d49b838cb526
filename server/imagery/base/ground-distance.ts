/** Metres between two near positions (longitude, latitude), from WGS 84's radii of curvature at their mean latitude. */
export function groundDistance(
  from: readonly [longitude: number, latitude: number],
  to: readonly [longitude: number, latitude: number],
): number {
  const radians = Math.PI / 180;
  const equatorialRadius = 6_378_137;
  const eccentricitySquared = 0.00669437999014;
  const latitude = ((from[1] + to[1]) / 2) * radians;
  const flattened = 1 - eccentricitySquared * Math.sin(latitude) ** 2;
  const primeVertical = equatorialRadius / Math.sqrt(flattened);
  const meridian = (primeVertical * (1 - eccentricitySquared)) / flattened;
  const east = (((to[0] - from[0] + 540) % 360) - 180) * radians * primeVertical * Math.cos(latitude);
  const north = (to[1] - from[1]) * radians * meridian;
  return Math.hypot(east, north);
}
