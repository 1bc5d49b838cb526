import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import { propose } from './proposal.rules.ts';
import { agrees } from './statement.rules.ts';

/** What a scene of the site tells about defaults. */
export type DefaultSource = Pick<Scene, 'title' | 'provider' | 'licence' | 'origins' | 'updatedAt'>;

/**
 * Provider and licence as they were last stated by hand at a site, as statements for its next scene. A licence is
 * proposed for images of the same provider alone: another's images have another's terms. `known` is the provider
 * that was stated for this image, or that its sources name.
 */
export function defaultStatements(scenes: readonly DefaultSource[], known: string | undefined): Statement[] {
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
  const statement = (field: 'provider' | 'licence', scene: DefaultSource | undefined): Statement[] =>
    scene?.[field] === undefined
      ? []
      : [{ field, value: scene[field], from: 'default', detail: `as for '${isolated(scene.title)}'` }];
  return [...(known === undefined ? statement('provider', provider) : []), ...statement('licence', licence)];
}

/** The provider that an image's sources name. */
export function providerIn(statements: readonly Statement[]): string | undefined {
  return propose(statements).provider?.chosen.value.toString();
}
