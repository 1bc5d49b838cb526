import { isolated } from '#domain/text/text.rules.ts';
import { Dialog, TextField } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { formatMoment, labels } from '../../i18n/index.ts';
import { deletionModel } from './deletion.store.ts';
import { settingAsideModel } from './setting-aside.store.ts';

/** What is asked before something of others is taken away: why one deletes it, and whether judgements may be set aside. */
export function Asks() {
  return (
    <>
      <AskReason />
      <AskSettingAside />
    </>
  );
}

function AskReason() {
  const { askedDeletion, reasonFor, removeAsked, typeReason } = useModel(deletionModel);
  const asked = askedDeletion.value;
  const close = () => {
    askedDeletion.value = undefined;
  };
  const number = asked?.annotation.properties.number ?? '';
  return (
    <Dialog title={`Delete ${number}`} open={asked !== undefined} onClose={close}>
      {asked && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void removeAsked();
          }}
        >
          {asked.sentence && (
            <p class="fault-box" role="alert">
              {asked.sentence}
            </p>
          )}
          <p>
            {asked.isJudged
              ? `${number} was judged.`
              : `${number} is the work of ${isolated(asked.annotation.properties.claimBy)}.`}{' '}
            It can be restored, and your reason stays on record.
          </p>
          <TextField
            autofocus
            label="Why is it deleted?"
            pointer="/reason"
            faults={asked.faults}
            value={reasonFor(asked.annotation.id)}
            onChange={(reason) => typeReason(asked.annotation.id, reason)}
          />
          <div class="actions">
            <button type="submit" class="button primary">
              Delete
            </button>
            <button type="button" class="button" onClick={close}>
              Keep it
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function AskSettingAside() {
  const { settingAside } = useModel(settingAsideModel);
  const asked = settingAside.value;
  const number = asked?.annotation.properties.number ?? '';
  const refuse = () => asked?.answer(false);
  return (
    <Dialog title={`${number} was judged`} open={asked !== undefined} onClose={() => refuse()}>
      {asked && (
        <div class="stack">
          <p>
            ‘{labels.status[asked.annotation.properties.status]}’ rests on what was said of version{' '}
            {asked.annotation.properties.version}. Of the changed claim, this no longer counts:
          </p>
          <ul class="set-aside">
            {asked.judgements.map(({ id, verdict, by, at }) => (
              <li key={id}>
                <strong>{labels.verdict[verdict]}</strong> {isolated(by)}, {formatMoment(at)}
              </li>
            ))}
            {asked.judgements.length === 0 && <li>The second reading that was asked for</li>}
          </ul>
          <div class="actions">
            <button type="button" class="button primary" onClick={() => asked.answer(true)}>
              Save the changed claim
            </button>
            <button type="button" class="button" onClick={() => refuse()}>
              Back
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
