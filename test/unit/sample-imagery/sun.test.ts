import { describe, expect, it } from 'vitest';
import { angleOf, cosine, sine, tangent } from '../../../sample-imagery/base/exact-math.ts';
import { shadowLength, sunCoordinates, sunPosition } from '../../../sample-imagery/base/sun.ts';

describe('the sun of the sample scenes', () => {
  it('has the declination and right ascension of Meeus, Astronomical Algorithms, example 25.a', () => {
    // 1992 October 13, 0h: declination -7.78507, right ascension 198.38083 degrees.
    const { declination, rightAscension } = sunCoordinates(2448908.5);
    expect(declination).toBeCloseTo(-7.78507, 4);
    expect(rightAscension).toBeCloseTo(198.38083, 4);
  });

  it('stands where the solar position algorithm of Reda and Andreas (NREL/TP-560-34302, table A5.1) has it', () => {
    // 2003-10-17 12:30:30, UTC-7: azimuth 194.34024, zenith 50.11162 with 0.0159 of refraction.
    const sun = sunPosition(new Date('2003-10-17T19:30:30Z'), 39.742476, -105.1786);
    expect(Math.abs(sun.azimuth - 194.34024)).toBeLessThan(0.01);
    expect(Math.abs(sun.elevation - (90 - 50.11162 - 0.0159))).toBeLessThan(0.01);
  });

  it('throws a shadow as long as a thing is high at 45 degrees, and longer when low', () => {
    expect(shadowLength(10, 45)).toBeCloseTo(10, 9);
    expect(shadowLength(10, 22.6)).toBeCloseTo(24.02, 2);
  });
});

describe('trigonometry that is the same on every machine', () => {
  it('agrees with the usual one to 12 digits', () => {
    for (let degrees = -720; degrees <= 720; degrees += 7.3) {
      const radians = (degrees * Math.PI) / 180;
      expect(sine(degrees)).toBeCloseTo(Math.sin(radians), 12);
      expect(cosine(degrees)).toBeCloseTo(Math.cos(radians), 12);
      expect(angleOf(sine(degrees), cosine(degrees))).toBeCloseTo(
        (Math.atan2(Math.sin(radians), Math.cos(radians)) * 180) / Math.PI,
        9,
      );
    }
    expect(tangent(30)).toBeCloseTo(Math.tan(Math.PI / 6), 12);
  });
});
