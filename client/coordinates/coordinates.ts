import { forward } from 'mgrs';
import proj4 from 'proj4';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { zoneOf } from './grid.ts';
import { onEarth } from './reading.ts';

/** The ways in which a position is written on screen. */
export const coordinateForms = ['decimal', 'dms', 'utm', 'mgrs'] as const;
export type CoordinateForm = (typeof coordinateForms)[number];

/** UTM and MGRS end there; the poles have grids of their own. */
const GRID_SOUTH = -80;
const GRID_NORTH = 84;

/**
 * A WGS 84 position in one form, to about a metre: '42.54012 N 129.93250 E', '42°32′24.4″N 129°55′57.0″E',
 * '52T 576571 E 4710169 N' ('52S north ...') or '52T EN 76571 10169'. Beyond the UTM grid, decimal.
 */
export function coordinateText(exact: Position, form: CoordinateForm): string {
  // A hair short of 180 the grids' library comes upon a zone 61.
  const position = onEarth(exact[0], exact[1]) ?? exact;
  const [longitude, latitude] = position;
  const beyondGrid = latitude < GRID_SOUTH || latitude > GRID_NORTH;
  if (form === 'dms') return `${degreesText(latitude, 'N', 'S')} ${degreesText(longitude, 'E', 'W')}`;
  if (form === 'decimal' || beyondGrid)
    return `${decimalText(latitude, 'N', 'S')} ${decimalText(longitude, 'E', 'W')}`;
  if (form === 'mgrs') return forward(position, 5).replace(/^(\d+[A-Z])(\D\D)(\d{5})(\d{5})$/, '$1 $2 $3 $4');
  const [zoneAndBand] = /^\d+[A-Z]/.exec(forward(position, 0))!;
  const { definition } = zoneOf(Number.parseInt(zoneAndBand, 10), zoneAndBand.slice(-1) < 'N');
  const [east, north] = proj4(definition, [longitude, latitude]);
  // '52S' alone is read as 52 south by many: the band S lies north of the equator.
  const zone = zoneAndBand.endsWith('S') ? `${zoneAndBand} north` : zoneAndBand;
  return `${zone} ${Math.round(east!)} E ${Math.round(north!)} N`;
}

function decimalText(degrees: number, positive: string, negative: string): string {
  return `${Math.abs(degrees).toFixed(5)} ${degrees < 0 ? negative : positive}`;
}

function degreesText(degrees: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  const minutes = String(Math.floor(tenths / 600) % 60).padStart(2, '0');
  return `${Math.floor(tenths / 36_000)}°${minutes}′${seconds}″${degrees < 0 ? negative : positive}`;
}
