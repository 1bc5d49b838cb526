import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';

/** An outline that a figure shows, WGS 84, and its annotation's number. */
export type FigureOutline = { geometry: ArealGeometry; status: Status; number: string };
