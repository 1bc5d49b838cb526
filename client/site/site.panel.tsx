import type { ComponentChildren } from 'preact';
import { Dialog, Icon, TextField } from '../controls/panels.ts';
import { loadingWords } from '../i18n/index.ts';
import { makeTypedSite, newSiteRefused, newSiteShown, typedSite, typeSite } from './new-site.store.ts';
import { sitesResource } from './site.api.ts';
import { chooseSite, offeredSites, site } from './site.store.ts';
import { SiteSettings } from './site-settings.panel.tsx';

/** The choice of the site on screen; `closedScenes` is shown below its settings. */
export function SiteChooser({ closedScenes }: { closedScenes: ComponentChildren }) {
  return (
    <div class="site-chooser">
      <select
        aria-label="Site"
        value={site.value?.id ?? ''}
        onChange={(event) => chooseSite(event.currentTarget.value)}
      >
        {!site.value && <option value="">{noSite[sitesResource.standing.value.kind]}</option>}
        {offeredSites.value.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name} ({one.code}){one.closed && ', closed'}
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
      <SiteSettings>{closedScenes}</SiteSettings>
    </div>
  );
}

const noSite = { ...loadingWords.sites, there: 'No site yet' };

function NewSite() {
  const refused = newSiteRefused.value;
  const { name, code } = typedSite.value;
  return (
    <Dialog title="New site" open={newSiteShown.value} onClose={() => (newSiteShown.value = false)}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void makeTypedSite();
        }}
      >
        {refused && (
          <p class="fault-box" role="alert">
            {refused.sentence}
          </p>
        )}
        <TextField
          label="Name"
          pointer="/name"
          faults={refused?.faults}
          value={name}
          onChange={(text) => typeSite({ name: text })}
        />
        <TextField
          label="Code"
          hint="Two to six letters or digits; heads each number, such as C22-017. Left out, it is made from the name."
          pointer="/code"
          faults={refused?.faults}
          value={code}
          onChange={(text) => typeSite({ code: text })}
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
