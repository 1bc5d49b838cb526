import { type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { middle } from '#domain/geometry/utm.rules.ts';
import { mapPortModel, resource, type Workspace } from '../../core/index.ts';
import { placeModel } from '../../place/index.ts';
import { fetchPage } from '../base/annotation.api.ts';
import { filterQuery, listModel, queryOf } from '../base/list.store.ts';
import { surroundings } from '../base/surroundings.ts';

/** As many as one page gives. */
const MOST_SHOWN = 1_000;

/** The annotations of the site that were deleted, which the list shows in place of the others where it is asked to. */
export function deletedModel(workspace: Workspace) {
  const { siteId } = workspace;
  const { wanted } = workspace.get(listModel);
  const { map } = workspace.get(mapPortModel);
  const { markedPlace } = workspace.get(placeModel);

  const deletedShown: Signal<boolean> = signal(false);
  /** Those that the filters give, the one deleted last first; undefined until they are there. */
  const deleted: Signal<readonly Annotation[] | undefined> = signal(undefined);
  const moreDeleted: Signal<boolean> = signal(false);

  const deletedResource = resource<{ features: Annotation[]; next: string | undefined }>({
    subject: () => (deletedShown.value && siteId ? `${siteId}?${filterQuery(wanted.value)}` : undefined),
    fetch: (_, signal) =>
      fetchPage(siteId ?? '', { ...queryOf(wanted.peek()), deleted: 'true', limit: MOST_SHOWN }, signal),
    take: ({ features, next }) => {
      const when = ({ properties }: Annotation) => properties.deletedAt ?? '';
      deleted.value = features.toSorted((one, other) => when(other).localeCompare(when(one)));
      moreDeleted.value = next !== undefined;
    },
    clear: () => {
      deleted.value = undefined;
    },
  });
  workspace.onLeave(deletedResource.follow());

  /** Shows the ground on which a deleted one lay, and marks it. */
  function showWhere({ geometry }: Annotation): void {
    const box = narrowBox(geometry);
    markedPlace.value = middle(box);
    map.fit(surroundings(box));
  }

  return { deletedShown, deleted, moreDeleted, deletedResource, showWhere };
}
