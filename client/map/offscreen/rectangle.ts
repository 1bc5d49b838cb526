/** A place on a picture, from its upper left corner, all in any one unit. */
export type Rectangle = { x: number; y: number; width: number; height: number };
