import { structureKindSchema } from '#domain/structure/structure.contract.ts';
import { changeSchema } from '#domain/vocabulary/change.contract.ts';
import type { DraftProperties } from './draft.ts';

const REMEMBERED = 'afterimage.preset';

/** Structure and change as they were last saved: most sittings record many of one kind. */
export function lastUsed(): DraftProperties {
  const [structure, change] = (localStorage.getItem(REMEMBERED) ?? '').split(' ');
  const kind = structureKindSchema.safeParse(structure).data;
  return {
    // 'other' needs words of its own each time.
    structure: kind && kind !== 'other' ? kind : 'guard_tower',
    change: changeSchema.safeParse(change).data ?? 'razed',
  };
}

export function rememberPreset({ structure, change }: DraftProperties): void {
  localStorage.setItem(REMEMBERED, `${structure} ${change}`);
}
