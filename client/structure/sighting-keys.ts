import type { ObscuredBy, SightingState } from '#domain/structure/structure.contract.ts';

/** The key that marks a state while an image of the structure is focused, by event.code. */
export const stateKeys: Record<SightingState, string> = {
  intact: 'KeyI',
  damaged: 'KeyD',
  demolished: 'KeyM',
  razed: 'KeyR',
  altered: 'KeyA',
  under_construction: 'KeyU',
  absent: 'KeyB',
  obscured: 'KeyO',
  outside_image: 'KeyX',
  too_coarse: 'KeyC',
  not_assessed: 'KeyN',
};

/** The key that says what obscures it, after that for obscured. */
export const obscuredByKeys: Record<ObscuredBy, string> = {
  cloud: 'KeyC',
  shadow: 'KeyS',
  lean: 'KeyL',
  snow: 'KeyN',
  vegetation: 'KeyV',
  other: 'KeyO',
};

/** What a key stands for in one of the two tables above. */
export function pressed<Code extends string>(keys: Record<Code, string>, code: string): Code | undefined {
  return (Object.keys(keys) as Code[]).find((one) => keys[one] === code);
}
