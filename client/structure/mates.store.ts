import { type Signal, signal, untracked } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { annotationsModel } from '../annotation/index.ts';
import { resource, type Workspace } from '../core/index.ts';
import { fetchOfStructure } from './structure.api.ts';

type Loaded = { structureId: string; items: readonly Annotation[] };

/** The other annotations of the structure whose annotation is selected. */
export function matesModel(workspace: Workspace) {
  const { annotations, selectedId } = workspace.get(annotationsModel);

  /** All annotations of the selected annotation's structure, by number, whatever the list is narrowed to. */
  const ofStructure: Signal<Loaded | undefined> = signal(undefined);

  const selected = () => annotations.value.get(selectedId.value ?? '')?.properties;

  /** Those: fetched whenever another annotation is selected, or one of the structure comes, goes or changes. */
  const matesResource = resource<Loaded>({
    subject: () => selected()?.structureId,
    version: () => knownOf(selected()?.structureId),
    fetch: async (structureId, signal) => {
      const siteId = untracked(() => selected()?.siteId ?? '');
      return { structureId, items: await fetchOfStructure(siteId, structureId, signal) };
    },
    take: (loaded) => {
      ofStructure.value = loaded;
    },
    clear: () => {
      ofStructure.value = undefined;
    },
  });
  workspace.onLeave(matesResource.follow());

  /** The other annotations of an annotation's structure. */
  function matesOf({ id, properties }: Annotation): Annotation[] {
    const loaded = ofStructure.value;
    return loaded?.structureId === properties.structureId ? loaded.items.filter((one) => one.id !== id) : [];
  }

  /** What the list holds of a structure. */
  function knownOf(structureId: string | undefined): string {
    const known = [...annotations.value.values()].filter(
      ({ properties }) => properties.structureId === structureId,
    );
    return known.map(({ id, properties }) => `${id} ${properties.revision}`).join(',');
  }

  return { matesResource, matesOf };
}
