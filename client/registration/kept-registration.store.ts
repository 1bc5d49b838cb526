import type { GroundShift, PointPair } from '#domain/geometry/registration.rules.ts';
import { keptMap, reportUnsaved } from '../core/index.ts';
import type { Found } from './shift/found.ts';

/** A scene laid on another. Shifts and points in metres of the grid of the moving scene's offset. */
export type LaidScene = {
  movingId: string;
  referenceId: string;
  shift: GroundShift;
  found: Found;
  pairs: readonly PointPair[];
  /** The point of a pair whose other is not marked yet. */
  half: Partial<PointPair>;
  /** Where the scene lay, as stored, when this was begun. */
  from: GroundShift;
};

/** A registration that is not saved, as this browser keeps it. */
export type KeptRegistration = LaidScene & {
  siteId: string;
  /** ISO 8601, UTC. */
  touchedAt: string;
};

const kept = keptMap<KeptRegistration>('afterimage-registrations', 'movingId');

/** Registrations that are not saved, of all sites, by the scene that is moved. */
export const keptRegistrations = kept.values;
export const keepRegistration = kept.keep;
export const forgetRegistration = kept.forget;
export const restoreRegistrations = kept.restore;

reportUnsaved(keptRegistrations);
