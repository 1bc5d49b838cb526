import { type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';

/** Why a draft was not taken. Pointers lead into the Feature that was sent. */
export const saveFaults: Signal<{ id: string; sentence: string; faults: Fault[] } | undefined> =
  signal(undefined);
/** A draft whose annotation was changed by someone else meanwhile, and what is stored now. */
export const conflict: Signal<{ id: string; theirs: Annotation } | undefined> = signal(undefined);
/** The draft that is being sent. */
export const savingId: Signal<string | undefined> = signal(undefined);
