import type { ComponentChildren } from 'preact';
import { Dialog, Icon, TextField } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatMoment } from '../i18n/index.ts';
import { chooseSite, site, sites } from './site.store.ts';
import { siteSettingsModel } from './site-settings.store.ts';

/** The button beside the chooser, and the sheet in which the site is renamed, closed and removed. */
export function SiteSettings({ children }: { children: ComponentChildren }) {
  const { settingsShown, openSettings } = useModel(siteSettingsModel);
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label="Site settings"
        title="Site settings"
        disabled={!site.value}
        onClick={() => void openSettings()}
      >
        <Icon name="sliders" />
      </button>
      <Dialog
        title={site.value?.name ?? ''}
        open={settingsShown.value}
        onClose={() => (settingsShown.value = false)}
      >
        <div class="stack">
          <Name />
          <Closing />
          <Removal />
          <ClosedSites />
          {children}
        </div>
      </Dialog>
    </>
  );
}

function Name() {
  const { settingsRefused, typedName, rename } = useModel(siteSettingsModel);
  const refused = settingsRefused.value;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void rename();
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
        hint={`Its code is ${site.value?.code}, and never changes.`}
        value={typedName.value}
        onChange={(text) => (typedName.value = text)}
      />
      <div class="actions">
        <button type="submit" class="button primary">
          Save
        </button>
      </div>
    </form>
  );
}

function Closing() {
  const { setClosed } = useModel(siteSettingsModel);
  const closed = site.value?.closed;
  return (
    <div class="actions">
      <button type="button" class="button" onClick={() => void setClosed(!closed)}>
        {closed ? 'Offer this site again' : 'Close this site'}
      </button>
      <small>
        {closed ? `Closed by ${closed.by}, ${formatMoment(closed.at)}.` : 'Kept, and no more offered.'}
      </small>
    </div>
  );
}

function Removal() {
  const { dependents, removalAsked, remove } = useModel(siteSettingsModel);
  if (!dependents.value) return null;
  const { sentence } = dependents.value;
  if (sentence !== undefined) return <p class="hint">It cannot be removed. {sentence}</p>;
  return removalAsked.value ? (
    <div class="actions">
      <span>Remove this site for good?</span>
      <button type="button" class="button" onClick={() => void remove()}>
        Remove for good
      </button>
      <button type="button" class="button" onClick={() => (removalAsked.value = false)}>
        Keep it
      </button>
    </div>
  ) : (
    <div class="actions">
      <button type="button" class="button" onClick={() => (removalAsked.value = true)}>
        Remove
      </button>
    </div>
  );
}

/** Other sites that are closed, each to be opened or offered again. */
function ClosedSites() {
  const { offerOther } = useModel(siteSettingsModel);
  const closed = sites.value.filter((one) => one.closed && one.id !== site.value?.id);
  if (closed.length === 0) return null;
  return (
    <section class="stack">
      <h3>Closed sites</h3>
      {closed.map((one) => (
        <div class="actions" key={one.id}>
          <span>
            {one.name} ({one.code})
          </span>
          <button type="button" class="button" onClick={() => chooseSite(one.id)}>
            Open
          </button>
          <button type="button" class="button" onClick={() => void offerOther(one)}>
            Offer again
          </button>
        </div>
      ))}
    </section>
  );
}
