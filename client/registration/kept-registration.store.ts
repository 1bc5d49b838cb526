import { type Signal, signal } from '@preact/signals';
import type { GroundShift, PointPair } from '../../server/geometry/registration.rules.ts';
import { keptTable } from '../storage.ts';

/** How a shift was found, of which its note tells. */
export type Found =
  | { by: 'saved' | 'keys' | 'pairs' | 'zero' }
  | { by: 'correlation'; quality: number; spread?: number };

/** A registration that is not saved, as this browser keeps it. Metres of the view's system. */
export type KeptRegistration = {
  movingId: string;
  siteId: string;
  referenceId: string;
  shift: GroundShift;
  found: Found;
  pairs: readonly PointPair[];
  /** The point of a pair whose other is not marked yet. */
  half: Partial<PointPair>;
  /** Where the scene lay, as stored, when this was begun. */
  from: GroundShift;
  /** ISO 8601, UTC. */
  touchedAt: string;
};

const table = keptTable<KeptRegistration>('afterimage-registrations', 'movingId');

/** Registrations that are not saved, of all sites, by the scene that is moved. */
export const keptRegistrations: Signal<ReadonlyMap<string, KeptRegistration>> = signal(new Map());

export function keepRegistration(registration: KeptRegistration): void {
  keptRegistrations.value = new Map(keptRegistrations.peek()).set(registration.movingId, registration);
  table.keep(registration);
}

export function forgetRegistration(movingId: string): void {
  const left = new Map(keptRegistrations.peek());
  if (!left.delete(movingId)) return;
  keptRegistrations.value = left;
  table.forget(movingId);
}

/** Brings back what was kept before the page was opened. */
export async function restoreRegistrations(): Promise<void> {
  const kept = await table.all();
  keptRegistrations.value = new Map([
    ...kept.map((one) => [one.movingId, one] as const),
    ...keptRegistrations.peek(),
  ]);
}
