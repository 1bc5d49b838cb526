import { angleOf, arcSine, cosine, sine, tangent } from './exact-math.ts';

/** Where the sun stands: azimuth clockwise from north and geometric elevation (no refraction), degrees. */
export type SunPosition = {
  azimuth: number;
  elevation: number;
};

/** The sun's declination and right ascension, degrees. */
export type SunCoordinates = {
  declination: number;
  rightAscension: number;
};

function wholeTurn(degrees: number): number {
  return degrees - 360 * Math.floor(degrees / 360);
}

/**
 * Apparent coordinates of the sun at a Julian day (UTC is taken for dynamical time: a minute, 0.0007 degrees).
 * Formulas: J. Meeus, Astronomical Algorithms, 2nd edition, chapter 25, low accuracy (0.01 degrees).
 */
export function sunCoordinates(julianDay: number): SunCoordinates {
  const t = (julianDay - 2451545) / 36525;
  const meanLongitude = wholeTurn(280.46646 + t * (36000.76983 + t * 0.0003032));
  const meanAnomaly = wholeTurn(357.52911 + t * (35999.05029 - t * 0.0001537));
  const centre =
    (1.914602 - t * (0.004817 + t * 0.000014)) * sine(meanAnomaly) +
    (0.019993 - t * 0.000101) * sine(2 * meanAnomaly) +
    0.000289 * sine(3 * meanAnomaly);
  const node = wholeTurn(125.04 - 1934.136 * t);
  const longitude = meanLongitude + centre - 0.00569 - 0.00478 * sine(node);
  const meanObliquity = 23.4392911 - t * (0.0130042 + t * (0.00000016 - t * 0.0000005));
  const obliquity = meanObliquity + 0.00256 * cosine(node);
  return {
    declination: arcSine(sine(obliquity) * sine(longitude)),
    rightAscension: wholeTurn(angleOf(cosine(obliquity) * sine(longitude), cosine(longitude))),
  };
}

/**
 * Sun above a place (degrees north and east, WGS 84) at a UTC instant. Sidereal time: Meeus, chapter 12;
 * horizontal coordinates: chapter 13, with the azimuth counted from north.
 */
export function sunPosition(instant: Date, latitude: number, longitude: number): SunPosition {
  const julianDay = instant.getTime() / 86400000 + 2440587.5;
  const { declination, rightAscension } = sunCoordinates(julianDay);
  const days = julianDay - 2451545;
  const siderealTime = wholeTurn(280.46061837 + 360.98564736629 * days);
  const hourAngle = siderealTime + longitude - rightAscension;
  const elevation = arcSine(
    sine(latitude) * sine(declination) + cosine(latitude) * cosine(declination) * cosine(hourAngle),
  );
  const fromSouth = angleOf(
    sine(hourAngle),
    cosine(hourAngle) * sine(latitude) - tangent(declination) * cosine(latitude),
  );
  return { azimuth: wholeTurn(fromSouth + 180), elevation };
}

/** Length in metres of the shadow that a thing of `height` metres throws on level ground. */
export function shadowLength(height: number, elevation: number): number {
  return height / tangent(elevation);
}
