/** x (east or longitude) before y (north or latitude), in a system that is named beside it. */
export type GroundPosition = readonly [x: number, y: number];

/** A place in the image, in pixels from the upper left corner of its first pixel, and where it lies on the ground. */
export type ControlPoint = {
  column: number;
  row: number;
  x: number;
  y: number;
};

/**
 * Where an image lies as an analyst says it. `crs` is an EPSG code such as 'EPSG:4326', or another text that
 * `systemNamed` takes, as a .prj file holds it. Coordinates stand as x (east, longitude) before y.
 */
export type HandPlacement =
  | {
      kind: 'corners';
      crs: string;
      /** Outer corners of the image: upper left, upper right, lower right, lower left. */
      corners: readonly [GroundPosition, GroundPosition, GroundPosition, GroundPosition];
    }
  | { kind: 'control_points'; crs: string; points: readonly ControlPoint[] }
  | {
      /** The lines of a world file, which name the middle of the first pixel; without it the file's own transform. */
      kind: 'grid';
      /** Left out where the file names its own. */
      crs?: string | undefined;
      transform?: readonly [number, number, number, number, number, number] | undefined;
    };
