import { signal } from '@preact/signals';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { newSiteSchema } from '#domain/site/site.contract.ts';
import { Dialog, Icon, TextField } from '../controls/panels.ts';
import { faultsIn, newId, refusedFor, sentenceOf } from '../core/index.ts';
import { loadingWords } from '../i18n/index.ts';
import { createSite, sitesLoader } from './site.api.ts';
import { chooseSite, site, sites } from './site.store.ts';

export const newSiteShown = signal(false);
const typed = signal({ name: '', code: '' });
/** The id of the site to be, the same however often it is sent. */
let siteId = newId();
const refused = signal<{ sentence: string; faults: Fault[] } | undefined>(undefined);

export function SiteChooser() {
  return (
    <div class="site-chooser">
      <select
        aria-label="Site"
        value={site.value?.id ?? ''}
        onChange={(event) => chooseSite(event.currentTarget.value)}
      >
        {!site.value && <option value="">{noSite[sitesLoader.standing.value.kind]}</option>}
        {sites.value.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name} ({one.code})
          </option>
        ))}
      </select>
      <button
        type="button"
        class="tool"
        aria-label="New site"
        title="New site"
        onClick={() => (newSiteShown.value = true)}
      >
        <Icon name="plus" />
      </button>
      <NewSite />
    </div>
  );
}

const noSite = { ...loadingWords.sites, there: 'No site yet' };

function NewSite() {
  const faults = refused.value?.faults;
  return (
    <Dialog title="New site" open={newSiteShown.value} onClose={() => (newSiteShown.value = false)}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        {refused.value && (
          <p class="fault-box" role="alert">
            {refused.value.sentence}
          </p>
        )}
        <TextField
          label="Name"
          pointer="/name"
          faults={faults}
          value={typed.value.name}
          onChange={(name) => (typed.value = { ...typed.value, name })}
        />
        <TextField
          label="Code"
          hint="Two to six letters or digits; heads each number, such as C22-017. Left out, it is made from the name."
          pointer="/code"
          faults={faults}
          value={typed.value.code}
          onChange={(code) => (typed.value = { ...typed.value, code })}
        />
        <div class="actions">
          <button type="submit" class="button primary">
            Make the site
          </button>
        </div>
      </form>
    </Dialog>
  );
}

async function create(): Promise<void> {
  const { name, code } = typed.value;
  const input = newSiteSchema.safeParse({ id: siteId, name, ...(code.trim() && { code: code.trim() }) });
  if (!input.success) {
    refused.value = { sentence: 'Not made yet.', faults: faultsOf(input.error) };
    return;
  }
  // The ask for a name lies below a modal sheet: the sheet gives way, and comes back where it is refused.
  newSiteShown.value = false;
  try {
    await createSite(input.data);
    siteId = newId();
    typed.value = { name: '', code: '' };
    refused.value = undefined;
  } catch (error) {
    // A first sending that seemed unanswered had arrived: what was typed since is a site of its own.
    if (refusedFor('id_taken', error)) {
      siteId = newId();
      refused.value = { sentence: MADE_BEFORE, faults: [] };
      newSiteShown.value = true;
      return sitesLoader.load();
    }
    refused.value = { sentence: sentenceOf(error), faults: faultsIn(error) };
    newSiteShown.value = true;
  }
}

const MADE_BEFORE =
  'A site as you typed it first is made already: it is in the list now. Make this one too, or close this.';
