import { compareAcquired, readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Viewing } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';

/** A claim runs from the earlier scene to the later, on whichever side the analyst put them. */
export function inOrder(
  one: Scene | undefined,
  other: Scene | undefined,
): [Scene | undefined, Scene | undefined] {
  const [first, second] = [one && readAcquired(one.acquired), other && readAcquired(other.acquired)];
  return first && second && compareAcquired(first, second) > 0 ? [other, one] : [one, other];
}

/** How it was seen, told in the other order of scenes. */
export function exchanged({ offsets, looks, ...rest }: Viewing): Viewing {
  return {
    ...rest,
    offsets: { before: offsets.after, after: offsets.before },
    ...(looks && { looks: { before: looks.after, after: looks.before } }),
  };
}
