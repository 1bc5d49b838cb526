import { openWorkspace, useModel } from '../core/index.ts';
import { formatAcquired } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { forgetRegistration, keptRegistrations } from './kept-registration.store.ts';
import { metres, registrationModel } from './registration.store.ts';
import { registrationWords } from './registration-words.ts';

/** Registrations of this site that are neither saved nor open now: offered again, also after a reload. */
export function KeptRegistrations() {
  const { sceneById } = useModel(sceneModel);
  const { registration, continueRegistration } = useModel(registrationModel);
  const here = openWorkspace.value.siteId;
  const kept = [...keptRegistrations.value.values()].filter(
    ({ siteId, movingId }) => siteId === here && movingId !== registration.value?.movingId,
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
