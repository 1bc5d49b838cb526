/**
 * What is to be painted: frame, dates, sensors, and the structures with their state on each date. Everything is
 * invented. Positions are metres in the frame: x east and y SOUTH of its north-west corner, before any shift.
 */

/** Fixed grid of all four scenes, WGS 84 / UTM zone 52N. */
export const frame = {
  epsg: 32652,
  /** Easting and northing in metres of the north-west corner. */
  west: 575800,
  north: 4710700,
  widthPixels: 2240,
  heightPixels: 1720,
  /** Metres per pixel. */
  pixelSize: 0.5,
  /** Ground painted beyond the frame, metres, for shifts, shadows and lean. */
  margin: 28,
  /** The middle, WGS 84 degrees, for the sun. */
  latitude: 42.54,
  longitude: 129.93,
} as const;

export const FRAME_WIDTH = frame.widthPixels * frame.pixelSize;
export const FRAME_HEIGHT = frame.heightPixels * frame.pixelSize;

export type Season = 'autumn' | 'spring' | 'harvest' | 'winter';

export type SceneRecipe = {
  id: string;
  season: Season;
  /** UTC instant. */
  acquired: string;
  label: string;
  platform: string;
  /** At the ground, degrees from the vertical. */
  incidenceAngle: number;
  /** At the satellite, degrees from its nadir: sin(incidence) = (R + H) / R sin(offNadir), H = 617 km. */
  offNadir: number;
  /** From the satellite towards the scene, degrees clockwise from north (STAC): the way in which things lean. */
  viewAzimuth: number;
  /** Metres that the file's coordinates are off from the truth (file minus truth). */
  shift: { east: number; north: number };
  /** Gain of red, green and blue. */
  cast: readonly [number, number, number];
  /** Share of white haze. */
  haze: number;
  clouds: readonly { x: number; y: number; radius: number }[];
};

/** Oldest first. */
export const scenes: readonly SceneRecipe[] = [
  {
    id: '2010-11-09',
    season: 'autumn',
    acquired: '2010-11-09T02:11:37Z',
    label: '2010-11-09',
    platform: 'Synthetic sensor A',
    incidenceAngle: 6.6,
    offNadir: 6,
    viewAzimuth: 281,
    shift: { east: 0, north: 0 },
    cast: [1.01, 1, 0.98],
    haze: 0.03,
    clouds: [],
  },
  {
    id: '2011-05-17',
    season: 'spring',
    acquired: '2011-05-17T02:24:05Z',
    label: '2011-05-17',
    platform: 'Synthetic sensor B',
    incidenceAngle: 9.9,
    offNadir: 9,
    viewAzimuth: 98,
    shift: { east: 2.3, north: -1.6 },
    cast: [0.98, 1.01, 1.03],
    haze: 0.06,
    clouds: [
      { x: 1046, y: 800, radius: 44 },
      { x: 52, y: 640, radius: 30 },
    ],
  },
  {
    id: '2012-10-16',
    season: 'harvest',
    acquired: '2012-10-16T02:18:49Z',
    label: '2012-10-16',
    platform: 'Synthetic sensor A',
    incidenceAngle: 27.5,
    offNadir: 24.9,
    viewAzimuth: 66,
    shift: { east: 0, north: 0 },
    cast: [1.02, 1, 0.97],
    haze: 0.05,
    clouds: [{ x: 64, y: 486, radius: 38 }],
  },
  {
    id: '2013-01-08',
    season: 'winter',
    acquired: '2013-01-08T02:06:12Z',
    label: '2013-01-08',
    platform: 'Synthetic sensor B',
    incidenceAngle: 7.7,
    offNadir: 7,
    viewAzimuth: 262,
    shift: { east: -3.1, north: 1.2 },
    cast: [0.985, 1, 1.03],
    haze: 0.03,
    clouds: [],
  },
];

/** Scene by index, 0 the oldest. */
export function sceneAt(index: number): SceneRecipe {
  const scene = scenes[index];
  if (!scene) throw new RangeError(`There is no scene ${index}`);
  return scene;
}
