/** A colour of a pixel, 0 to 255 each. */
export type Rgb = [red: number, green: number, blue: number];
