import { useLayoutEffect, useRef } from 'preact/hooks';
import { readingsOfDate } from '#domain/acquired/written-date.rules.ts';
import { contradicting, originsOf } from '#domain/metadata/proposal.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { StatedField } from '#domain/vocabulary/statement.contract.ts';
import { howFar } from '#imagery/reference-system/base/accuracy.rules.ts';
import { askingName } from '../../account/index.ts';
import { faultsAt, Section, TextField } from '../../controls/panels.ts';
import { PlacementForm } from '../../placement/panels.ts';
import { furtherFields, type MetadataFields, originInWords, readingsTyped } from '../../scene/index.ts';
import { Contradictions } from '../../scene/panels.ts';
import { accuracyOf, doubtsOf, draftOf, unplacedOf, wantScene } from '../card/scene-making.ts';
import type { SceneUpload } from '../card/scene-upload.ts';
import { change, editFields, focusedCard, leaveOut } from '../card/upload.store.ts';

/** What is asked about a scene while its files are sent: its date first, the rest folded. */
export function MetadataForm({ upload }: { upload: SceneUpload }) {
  const form = useRef<HTMLFormElement>(null);
  const { key, fields, statements, unread, images, faults, sentence, acceptPlacement = [] } = upload;
  const edit = (change: Partial<MetadataFields>) => editFields(key, change);
  // Who provides the images, and under what terms, is asked once for a site and proposed from then on.
  const asked = furtherFields.filter(
    ({ name }) =>
      (name === 'provider' || name === 'licence') && !statements.some(({ field }) => field === name),
  );
  const folded = furtherFields.filter((field) => !asked.includes(field));
  const accuracy = accuracyOf(upload);
  const doubts = doubtsOf(upload);
  const unplaced = unplacedOf(upload);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [faults]);
  // Who is asked for a name first finds the date waiting afterwards.
  const focused = focusedCard.value === key && !askingName.value;
  useLayoutEffect(() => {
    if (!focused) return;
    focusedCard.value = undefined;
    form.current?.querySelector<HTMLInputElement>('input')?.select();
  }, [focused]);
  return (
    <form
      ref={form}
      aria-label={`About ${isolated(images[0]?.fileName ?? '')}`}
      onSubmit={(event) => {
        event.preventDefault();
        wantScene(key);
      }}
    >
      {sentence && (
        <p class="fault-box" role="alert">
          {sentence}
        </p>
      )}
      <div class="pair">
        <Asked upload={upload} name="acquired" label="Acquired (UTC)" placeholder="2012-10-11" />
        <TextField
          label="Title"
          pointer="/title"
          faults={faults}
          value={fields.title}
          onChange={(title) => edit({ title })}
        />
        {asked.map(({ name, label }) => (
          <Asked key={name} upload={upload} name={name} label={label} />
        ))}
      </div>
      {unread.map(({ fileName, detail }) => (
        <p class="hint" key={fileName}>
          {fileName}: {detail}
        </p>
      ))}
      {unplaced && (
        <PlacementForm
          draft={draftOf(upload)}
          why={unplaced.placeMissing?.detail}
          size={unplaced}
          ownSystem={unplaced.crs ?? (unplaced.projection && 'a definition of its own')}
          faults={faults}
          // Another place is asked about anew.
          onChange={(placement) => change(key, () => ({ placement, doubts: [], acceptPlacement: [] }))}
        />
      )}
      {doubts.length > 0 && (
        <div class="accuracy">
          <p role="alert">{doubts.map(({ sentence }) => sentence).join(' ')} Place it so anyway?</p>
          <label class="check">
            <input
              type="checkbox"
              aria-invalid={faultsAt(faults, '/acceptPlacement').length > 0 || undefined}
              checked={doubts.every(({ code }) => acceptPlacement.includes(code))}
              onChange={(event) =>
                change(key, () => ({
                  acceptPlacement: event.currentTarget.checked ? doubts.map(({ code }) => code) : [],
                }))
              }
            />
            Place it so; this is put on record
          </label>
          {faultsAt(faults, '/acceptPlacement').map(({ detail }) => (
            <p class="fault" role="alert" key={detail}>
              {detail}
            </p>
          ))}
        </div>
      )}
      {accuracy && (
        <div class="accuracy">
          <p>
            It may lie {howFar(accuracy.metres)} off: {accuracy.reason}
          </p>
          <label class="check">
            <input
              type="checkbox"
              checked={upload.acceptAccuracy}
              onChange={(event) => change(key, () => ({ acceptAccuracy: event.currentTarget.checked }))}
            />
            I accept this; it is put on record
          </label>
          {faultsAt(faults, '/acceptAccuracy').map(({ detail }) => (
            <p class="fault" role="alert" key={detail}>
              {detail}
            </p>
          ))}
        </div>
      )}
      <Section
        summary="Sensor, licence, angles"
        opens={folded.some(
          ({ name }) =>
            faults.some(({ pointer }) => pointer === `/${name}`) ||
            contradicting(statements, name, valueIn(name, fields[name])).length > 0,
        )}
      >
        <div class="pair">
          {folded.map(({ name, label, unit }) => (
            <Asked
              key={name}
              upload={upload}
              name={name}
              label={unit ? `${label} (${unit.trim()})` : label}
              figure={unit !== undefined}
            />
          ))}
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={fields.synthetic}
            onChange={(event) => edit({ synthetic: event.currentTarget.checked })}
          />
          Synthetic: made by software, not by a sensor
        </label>
      </Section>
      <div class="actions">
        <button type="submit" class="button primary">
          Add
        </button>
        <button type="button" class="button" onClick={() => leaveOut(key)}>
          Leave out
        </button>
      </div>
    </form>
  );
}

/** One field, with where its value comes from and who says otherwise. */
function Asked({
  upload: { key, fields, statements, faults },
  name,
  label,
  figure = false,
  placeholder,
}: {
  upload: SceneUpload;
  name: Exclude<StatedField, 'title' | 'synthetic'>;
  label: string;
  figure?: boolean;
  placeholder?: string;
}) {
  const value = valueIn(name, fields[name]);
  const origin = value === undefined ? undefined : originsOf({ [name]: value }, statements, '')[name];
  const date = name === 'acquired' && value === undefined;
  const readings = name === 'acquired' ? readingsTyped(fields.acquired) : [];
  return (
    <div class="stack">
      <TextField
        label={label}
        {...(placeholder && { placeholder })}
        {...(figure && { inputMode: 'decimal' as const })}
        hint={
          date
            ? 'Day, month, year or instant; not the release date'
            : readings.length > 0
              ? 'Which one is meant?'
              : origin && origin.from !== 'hand'
                ? originInWords(origin)
                : undefined
        }
        pointer={`/${name}`}
        faults={faults}
        value={fields[name]}
        onChange={(typed) => editFields(key, { [name]: typed })}
      />
      <Contradictions
        statements={readings.length > 0 ? readings : statements}
        field={name}
        value={readings.length > 0 ? undefined : value}
        onUse={(statement) => editFields(key, { [name]: String(statement.value) })}
      />
    </div>
  );
}

/** What is typed as the sources would say it. */
function valueIn(name: StatedField, typed: string): string | number | undefined {
  if (typed.trim() === '') return undefined;
  if (name === 'acquired') return readingsOfDate(typed, new Date())[0] ?? typed.trim();
  return furtherFields.some((field) => field.name === name && field.unit) ? Number(typed) : typed.trim();
}
