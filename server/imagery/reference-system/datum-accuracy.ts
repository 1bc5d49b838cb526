/** How far positions may lie from the truth, in metres, and why. */
export interface Accuracy {
  readonly metres: number;
  /** A sentence for the analyst. */
  readonly reason: string;
}

/**
 * Definitions whose way to WGS 84 proj4 lacks, with what comes nearest to it. `metres` is what EPSG rates the shift
 * that is used to be right within, rounded up: NZGD49 by seven parameters (EPSG:1564) 4, NAD 83 taken as WGS 84
 * (EPSG:1188) 4. For NAD 27 it is three times EPSG's 10, for one mean shift serves half a continent. None of
 * these was compared with the tables of shifts point by point.
 */
export const nearestShifts: readonly {
  readonly from: RegExp;
  readonly to: string;
  readonly metres: number;
  readonly datum: string;
}[] = [
  // EPSG:1173, the mean of the contiguous United States; Alaska and Canada may lie further off than is told.
  { from: /\+datum=NAD27\b/, to: '+ellps=clrk66 +towgs84=-8,160,176', metres: 30, datum: 'NAD 27' },
  { from: /\+nadgrids=nzgd2kgrid0005\.gsb/, to: '', metres: 5, datum: 'NZGD49' },
  {
    from: /\+nadgrids=ca_nrc_SK83-98\.tif/,
    to: '+towgs84=0,0,0',
    metres: 5,
    datum: 'NAD 83 in Saskatchewan',
  },
];

/**
 * Korean 1985, geographic and in its belts. The parameters are those in common use in Korea; tests hold them to
 * within what is told of where PROJ's own shift (EPSG:5191) puts a place, at the places that they look at.
 */
export const koreanCodes: ReadonlySet<number> = new Set([
  4162, 2096, 2097, 2098, 5167, 5168, 5173, 5174, 5175, 5176, 5177, 5178,
]);
export const koreanShift = '+towgs84=-115.8,474.99,674.11,1.16,-2.31,-1.63,6.43';

/**
 * Nine in ten of EPSG's shifts to WGS 84 by three lengths and no turn are rated by EPSG to be right within 44 metres
 * (581 in PROJ 9.1's database); of those by seven parameters nine in ten within 5, which is let pass.
 */
const threeParameterMetres = 45;
/** Shifts between datums move positions by hundreds of metres; this is a round figure above them, not a measure. */
const unknownShiftMetres = 1000;

/** proj4's kinds of datum. */
const kinds = { threeParameters: 1, gridShift: 3, none: 5 } as const;

/** What proj4 made of a definition, as far as it tells of the way to WGS 84. */
export interface ParsedDatum {
  readonly datum_type: number;
  readonly a: number;
  /** Squared eccentricity. */
  readonly es: number;
}

/** How far positions of a datum may be off once proj4 has brought them to WGS 84; null for a few metres at most. */
export function datumAccuracy({ datum_type: kind, a, es }: ParsedDatum, name: string): Accuracy | null {
  if (kind === kinds.gridShift) return unknownShift(name, 'needs a table of shifts that is not at hand');
  if (kind === kinds.threeParameters) {
    return {
      metres: threeParameterMetres,
      reason: `The way from ${name} to WGS 84 is known only roughly, as a shift by three lengths.`,
    };
  }
  // Without a shift, the ellipsoids of today's datums agree to a metre; on a sphere, degrees are taken as they stand.
  const modern = Math.abs(a - 6_378_137) < 1 && Math.abs(es - 0.00669438) < 1e-7;
  if (kind !== kinds.none || modern || es === 0) return null;
  return unknownShift(name, 'rests on a datum whose shift to WGS 84 is not known here');
}

function unknownShift(name: string, why: string): Accuracy {
  return { metres: unknownShiftMetres, reason: `${name} ${why}.` };
}
