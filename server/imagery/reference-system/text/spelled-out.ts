import type { Ellipsoid, MethodName, Parameters } from '../base/methods.ts';

/** What a text says of a datum and the figure below it. */
export interface Geodetic {
  /** Names of the geographic system and of its datum; empty where the text gives none. */
  readonly names: readonly string[];
  /** EPSG code of the geographic system of two dimensions. */
  readonly code: number | undefined;
  /** EPSG code of the datum. */
  readonly datumCode: number | undefined;
  readonly ellipsoid: Ellipsoid;
  /**
   * To WGS 84 as PROJ's towgs84 has it: three lengths in metres, then three turns in seconds of arc (position
   * vector) and parts per million, or nothing; undefined where the text gives none.
   */
  readonly shift: readonly number[] | undefined;
  /** The text names a table of shifts. */
  readonly gridShift: boolean;
  /** Degrees east of Greenwich. */
  readonly meridian: number;
}

/** A system that a text spells out: longitude and latitude in degrees, or a method on top of them. */
export interface SpelledOut {
  readonly name: string;
  /** EPSG code that the text gives. */
  readonly code: number | undefined;
  readonly geodetic: Geodetic;
  readonly projected: Projected | undefined;
}

export interface Projected {
  readonly method: MethodName;
  readonly parameters: Parameters;
  /** Metres of a unit of the coordinates. */
  readonly unit: number;
}
