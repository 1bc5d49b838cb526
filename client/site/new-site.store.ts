import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { newSiteSchema } from '#domain/site/site.contract.ts';
import { faultsIn, keptMap, newId, refusedFor, sentenceOf } from '../core/index.ts';
import { createSite, sitesResource } from './site.api.ts';

/** What is typed of a site that is not made yet. */
type TypedSite = {
  /** The one form there is. */
  form: 'new';
  /** The id of the site to be, the same however often it is sent. */
  id: string;
  name: string;
  code: string;
};

const kept = keptMap<TypedSite>('afterimage-new-site', 'form');
export const restoreNewSite = kept.restore;

const blankSite = (): TypedSite => ({ form: 'new', id: newId(), name: '', code: '' });
/** The form while it says nothing; it is not kept. */
const blank: Signal<TypedSite> = signal(blankSite());

/** The form of a new site, kept in this browser from the first letter until the site is made. */
export const typedSite: ReadonlySignal<TypedSite> = computed(
  () => kept.values.value.get('new') ?? blank.value,
);
export const newSiteShown: Signal<boolean> = signal(false);
/** Why it was not made. */
export const newSiteRefused: Signal<{ sentence: string; faults: Fault[] } | undefined> = signal(undefined);

/** Changes what is typed. */
export function typeSite(change: Partial<Pick<TypedSite, 'name' | 'code'>>): void {
  put({ ...typedSite.peek(), ...change });
}

function put(next: TypedSite): void {
  if (next.name !== '' || next.code !== '') kept.keep(next);
  else {
    blank.value = next;
    if (kept.values.peek().has('new')) kept.forget('new');
  }
}

/** Makes the site that is typed; what fails stays in the form, with the reason. */
export async function makeTypedSite(): Promise<void> {
  const { id, name, code } = typedSite.peek();
  const input = newSiteSchema.safeParse({ id, name, ...(code.trim() && { code: code.trim() }) });
  if (!input.success) {
    newSiteRefused.value = { sentence: 'Not made yet.', faults: faultsOf(input.error) };
    return;
  }
  // The ask for a name lies below a modal sheet: the sheet gives way, and comes back where it is refused.
  newSiteShown.value = false;
  try {
    await createSite(input.data);
    put(blankSite());
    newSiteRefused.value = undefined;
  } catch (error) {
    newSiteShown.value = true;
    // A first sending that seemed unanswered had arrived: what was typed since is a site of its own.
    if (refusedFor('id_taken', error)) {
      put({ ...typedSite.peek(), id: newId() });
      newSiteRefused.value = { sentence: MADE_BEFORE, faults: [] };
      return sitesResource.load();
    }
    newSiteRefused.value = { sentence: sentenceOf(error), faults: faultsIn(error) };
  }
}

const MADE_BEFORE =
  'A site as you typed it first is made already: it is in the list now. Make this one too, or close this.';
