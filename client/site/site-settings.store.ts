import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { type Site, type SitePatch, sitePatchSchema } from '#domain/site/site.contract.ts';
import type { Dependents } from '#domain/vocabulary/dependent.contract.ts';
import { analyst } from '../account/index.ts';
import {
  api,
  faultsIn,
  journalModel,
  NoLonger,
  refusedFor,
  sentenceOf,
  told,
  unlessGone,
  type Workspace,
} from '../core/index.ts';
import { stepWords } from '../i18n/index.ts';
import { fetchSite, patchSite, removeSite } from './site.api.ts';
import { siteModel } from './site.store.ts';

/** The sheet in which the site on screen is renamed, closed and removed. */
export function siteSettingsModel(workspace: Workspace) {
  const { transact } = workspace.get(journalModel);
  const { site } = workspace.get(siteModel);

  const shown: Signal<boolean> = signal(false);
  const typedName: Signal<string> = signal('');
  /** What was last read of it, on which a change builds. */
  let etag: string | undefined;
  const dependents: Signal<Dependents | undefined> = signal(undefined);
  const refused: Signal<{ sentence: string; faults: Fault[] } | undefined> = signal(undefined);
  /** True once removing was asked for, and not confirmed yet. */
  const removalAsked: Signal<boolean> = signal(false);

  /** Shows the sheet, and reads what stands against a removal. */
  async function openSettings(): Promise<void> {
    typedName.value = site.peek()?.name ?? '';
    refused.value = undefined;
    removalAsked.value = false;
    dependents.value = undefined;
    etag = undefined;
    shown.value = true;
    await read();
  }

  async function read(): Promise<void> {
    const { siteId } = workspace;
    if (!siteId) return;
    try {
      const params = { path: { siteId } };
      const [now, held] = await Promise.all([
        fetchSite(siteId),
        told(api.GET('/api/sites/{siteId}/dependents', { params })),
      ]);
      etag = now.etag;
      dependents.value = held.data;
    } catch (error) {
      refused.value ??= { sentence: sentenceOf(error), faults: [] };
    }
  }

  /** Does something with the sheet out of the way of the ask for a name; where it fails, the sheet comes back and says why. */
  async function behind(act: () => Promise<unknown>): Promise<void> {
    shown.value = false;
    refused.value = undefined;
    try {
      await act();
    } catch (error) {
      refused.value = { sentence: sentenceOf(error), faults: faultsIn(error) };
      shown.value = true;
      // Whoever was told what is there now may save once more.
      if (refusedFor('stale_version', error)) await read();
    }
  }

  /** Does something that leaves the sheet open; only while a name is asked for, it is out of the way of that. */
  async function staying(act: () => Promise<void>): Promise<void> {
    if (analyst.peek() !== undefined) return act();
    shown.value = false;
    await act();
    shown.value = true;
  }

  /** Saves the name that is typed. */
  async function rename(): Promise<void> {
    const input = sitePatchSchema.safeParse({ name: typedName.peek() });
    if (!input.success) {
      refused.value = { sentence: 'Not saved yet.', faults: faultsOf(input.error) };
      return;
    }
    const before = site.peek()?.name;
    if (before === undefined) return;
    if (input.data.name === before) {
      shown.value = false;
      return;
    }
    await change(stepWords.renamingSite(before), input.data, { name: before });
  }

  /** Closes the site, or offers it again. */
  function setClosed(closed: boolean): Promise<void> {
    const name = site.peek()?.name ?? '';
    return change(
      closed ? stepWords.closing(name) : stepWords.offering(name),
      { closed },
      { closed: !closed },
    );
  }

  function change(label: string, patch: SitePatch, former: SitePatch): Promise<void> {
    const { siteId } = workspace;
    if (!siteId) return Promise.resolve();
    return behind(() =>
      transact({
        label,
        affects: [siteId],
        do: async () => patchSite(siteId, etag ?? (await fetchSite(siteId)).etag, patch),
        undo: () => patchWhere(siteId, patch, former),
        redo: () => patchWhere(siteId, former, patch),
      }),
    );
  }

  /** Offers another site again, which is closed. */
  function offerOther({ id }: Site): Promise<void> {
    return behind(() => patchWhere(id, { closed: true }, { closed: false }));
  }

  /** Removes the site for good; the next one is shown. */
  function remove(): Promise<void> {
    const { siteId } = workspace;
    return behind(async () => {
      if (siteId) await removeSite(siteId).catch(unlessGone);
    });
  }

  return {
    settingsShown: shown,
    typedName,
    dependents: dependents as ReadonlySignal<Dependents | undefined>,
    settingsRefused: refused as ReadonlySignal<typeof refused.value>,
    removalAsked,
    openSettings,
    staying,
    rename,
    setClosed,
    offerOther,
    remove,
  };
}

/** Sets what a patch says, where the site still is as it was left. Throws NoLonger where it is not, and RequestFailure. */
async function patchWhere(siteId: string, left: SitePatch, patch: SitePatch): Promise<void> {
  const { data, etag } = await fetchSite(siteId);
  const isLeft =
    (left.name === undefined || left.name === data.name) &&
    (left.closed === undefined || left.closed === (data.closed !== undefined));
  if (!isLeft) throw new NoLonger(stepWords.siteChangedSince(data.name));
  await patchSite(siteId, etag, patch);
}
