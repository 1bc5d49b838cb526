/** x (east or longitude) before y (north or latitude), in a system that is named beside it. */
export type GroundPosition = readonly [x: number, y: number];

/** A place in the image, in pixels from the upper left corner of its first pixel, and where it lies on the ground. */
export interface ControlPoint {
  readonly column: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Where an image lies as an analyst says it. `crs` is an EPSG code such as 'EPSG:4326', or another text that
 * `systemNamed` takes, as a .prj file holds it. Coordinates stand as x (east, longitude) before y.
 */
export type HandPlacement =
  | {
      readonly kind: 'corners';
      readonly crs: string;
      /** Outer corners of the image: upper left, upper right, lower right, lower left. */
      readonly corners: readonly [GroundPosition, GroundPosition, GroundPosition, GroundPosition];
    }
  | { readonly kind: 'control_points'; readonly crs: string; readonly points: readonly ControlPoint[] }
  | {
      /** The lines of a world file, which name the middle of the first pixel; without it the file's own transform. */
      readonly kind: 'grid';
      /** Left out where the file names its own. */
      readonly crs?: string | undefined;
      readonly transform?: readonly [number, number, number, number, number, number] | undefined;
    };
