import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Claim } from '#domain/vocabulary/statement.contract.ts';
import { propose } from './proposal.rules.ts';
import { agrees } from './statement.rules.ts';

/** What a scene of the site tells about defaults. */
export type DefaultSource = Pick<Scene, 'title' | 'provider' | 'licence' | 'origins' | 'updatedAt'>;

/**
 * Provider and licence as they were last stated by hand at a site, as claims for its next scene. A licence is
 * proposed for images of the same provider alone: another's images have another's terms. `known` is the provider
 * that was stated for this image, or that its sources name.
 */
export function defaultClaims(scenes: readonly DefaultSource[], known: string | undefined): Claim[] {
  const newest = scenes.toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  const byHand = (scene: DefaultSource, field: 'provider' | 'licence') =>
    scene[field] !== undefined && scene.origins[field]?.from === 'hand';
  const provider = newest.find((scene) => byHand(scene, 'provider'));
  const expected = known ?? provider?.provider;
  const licence = newest.find(
    (scene) =>
      byHand(scene, 'licence') &&
      (expected === undefined
        ? scene.provider === undefined
        : scene.provider !== undefined && agrees('provider', scene.provider, expected)),
  );
  const claim = (field: 'provider' | 'licence', scene: DefaultSource | undefined): Claim[] =>
    scene?.[field] === undefined
      ? []
      : [{ field, value: scene[field], from: 'default', detail: `as for '${isolated(scene.title)}'` }];
  return [...(known === undefined ? claim('provider', provider) : []), ...claim('licence', licence)];
}

/** The provider that an image's sources name. */
export function providerIn(claims: readonly Claim[]): string | undefined {
  return propose(claims).provider?.chosen.value.toString();
}
