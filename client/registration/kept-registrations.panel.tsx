import { formatAcquired } from '../i18n/index.ts';
import { sceneById } from '../scene/index.ts';
import { site } from '../site/index.ts';
import { forgetRegistration, keptRegistrations } from './kept-registration.store.ts';
import { continueRegistration, metres, registration } from './registration.store.ts';
import { registrationWords } from './registration-words.ts';

/** Registrations of this site that are neither saved nor open now: offered again, also after a reload. */
export function KeptRegistrations() {
  const kept = [...keptRegistrations.value.values()].filter(
    ({ siteId, movingId }) => siteId === site.value?.id && movingId !== registration.value?.movingId,
  );
  if (kept.length === 0) return null;
  return (
    <section class="kept" aria-label={registrationWords.keptHeading}>
      <p>{registrationWords.kept(kept.length)}</p>
      <ul>
        {kept.map((one) => {
          const [moving, reference] = [sceneById(one.movingId), sceneById(one.referenceId)];
          return (
            <li key={one.movingId}>
              <span>
                {moving ? formatAcquired(moving) : registrationWords.sceneGone}
                <small>{metres(one.shift)}</small>
              </span>
              {moving && reference && (
                <button type="button" class="button" onClick={() => continueRegistration(one)}>
                  {registrationWords.continue}
                </button>
              )}
              <button type="button" class="button" onClick={() => forgetRegistration(one.movingId)}>
                {registrationWords.discard}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
