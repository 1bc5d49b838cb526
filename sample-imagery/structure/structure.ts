/** Roofs and walls in sunlight on level ground, sRGB. */
export type Colour = readonly [red: number, green: number, blue: number];

export type StructureState =
  | 'standing'
  | 'absent'
  | 'razed'
  | 'demolished'
  | 'reroofed'
  | 'extended'
  | 'breached';

type Shape = 'gable' | 'flat' | 'tower' | 'wall' | 'headframe' | 'conveyor';

/** The kinds are codes of the project's own list; see truth.geojson. */
export type Structure = {
  id: string;
  kind: string;
  name: string;
  shape: Shape;
  /** Middle, frame metres. */
  x: number;
  y: number;
  /** Along and across the ridge, metres. */
  length: number;
  width: number;
  /** Direction of the ridge, degrees from east towards south. */
  angle: number;
  /** Height of the eaves and of the highest point above the ground, metres. */
  eaves: number;
  height: number;
  roof: Colour;
  /** State on each of the four dates. */
  states: readonly [StructureState, StructureState, StructureState, StructureState];
  /** Kitchen garden on the south side, metres deep. */
  yard?: number;
};

export type States = Structure['states'];
export const always: States = ['standing', 'standing', 'standing', 'standing'];
export const razedBy2011: States = ['standing', 'razed', 'razed', 'razed'];
export const razedBy2012: States = ['standing', 'standing', 'razed', 'razed'];
export const razedBy2013: States = ['standing', 'standing', 'standing', 'razed'];
export const demolishedBy2012: States = ['standing', 'standing', 'demolished', 'demolished'];
export const demolishedBy2013: States = ['standing', 'standing', 'standing', 'demolished'];
export const builtBy2011: States = ['absent', 'standing', 'standing', 'standing'];
export const builtBy2012: States = ['absent', 'absent', 'standing', 'standing'];

export const greyTile: Colour = [138, 136, 132];
export const darkTile: Colour = [112, 110, 108];
export const redTile: Colour = [168, 112, 86];
export const paleTile: Colour = [164, 158, 148];
export const limeWash: Colour = [192, 184, 168];
export const rustSheet: Colour = [142, 108, 86];
export const blueSheet: Colour = [74, 118, 168];
