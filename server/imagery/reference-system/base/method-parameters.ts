/** What methods take: angles in degrees, lengths in metres, the scale a plain number. */
export const parameterNames = [
  /** Of the natural origin, the false origin or the centre. */
  'latitude',
  /** East of the system's own prime meridian. */
  'longitude',
  'parallel1',
  'parallel2',
  'scale',
  'azimuth',
  /** From the rectified to the skew grid. */
  'gridAngle',
  /** Of a satellite above the ellipsoid. */
  'height',
  'falseEasting',
  'falseNorthing',
] as const;
export type ParameterName = (typeof parameterNames)[number];
export type Parameters = Readonly<Partial<Record<ParameterName, number>>>;

/** What to call a parameter in a sentence. */
export const parameterWords: Record<ParameterName, string> = {
  latitude: 'latitude of origin',
  longitude: 'central meridian',
  parallel1: 'standard parallel',
  parallel2: 'second standard parallel',
  scale: 'scale factor',
  azimuth: 'azimuth',
  gridAngle: 'angle of the grid',
  height: 'height of the satellite',
  falseEasting: 'false easting',
  falseNorthing: 'false northing',
};
