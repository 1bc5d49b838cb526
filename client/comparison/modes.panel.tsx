import { labels } from '../i18n/index.ts';
import { bindings, keyName, keysOn } from '../keys/index.ts';
import { mode, offeredModes } from './mode.store.ts';

/** How both dates are set against each other. */
export function Modes() {
  return (
    <fieldset class="modes" aria-label="Comparison mode">
      {offeredModes.map((code) => (
        <label
          key={code}
          title={keysOn.value ? `${labels.mode[code]} (${keyName(bindings.value[code])})` : undefined}
        >
          <input
            type="radio"
            name="mode"
            checked={mode.value === code}
            onChange={() => (mode.value = code)}
          />
          <span>{labels.mode[code]}</span>
        </label>
      ))}
    </fieldset>
  );
}
