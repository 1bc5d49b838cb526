import type { Ellipsoid } from '../base/ellipsoids.ts';
import type { Parameters } from '../base/method-parameters.ts';
import type { MethodName } from '../base/methods.ts';

/** What a text says of a datum and the figure below it. */
export type Geodetic = {
  /** Names of the geographic system and of its datum; empty where the text gives none. */
  names: readonly string[];
  /** EPSG code of the geographic system of two dimensions. */
  code: number | undefined;
  /** EPSG code of the datum. */
  datumCode: number | undefined;
  ellipsoid: Ellipsoid;
  /**
   * To WGS 84 as PROJ's towgs84 has it: three lengths in metres, then three turns in seconds of arc (position
   * vector) and parts per million, or nothing; undefined where the text gives none.
   */
  shift: readonly number[] | undefined;
  /** The text names a table of shifts. */
  gridShift: boolean;
  /** Degrees east of Greenwich. */
  meridian: number;
};

/** A system that a text spells out: longitude and latitude in degrees, or a method on top of them. */
export type SpelledOut = {
  name: string;
  /** EPSG code that the text gives. */
  code: number | undefined;
  geodetic: Geodetic;
  projected: Projected | undefined;
};

export type Projected = {
  method: MethodName;
  parameters: Parameters;
  /** Metres of a unit of the coordinates. */
  unit: number;
};
