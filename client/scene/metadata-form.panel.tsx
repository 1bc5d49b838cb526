import { useEffect, useRef } from 'preact/hooks';
import { askingName } from '../account/analyst.store.ts';
import { faultsAt, TextField } from '../controls/field.tsx';
import { Section } from '../controls/section.tsx';
import type { MetadataFields } from './metadata-fields.ts';
import { inspectionOf, wantScene } from './scene-making.ts';
import { change, editFields, focusedCard, leaveOut } from './upload.store.ts';
import type { SceneUpload } from './upload.ts';

const further: {
  name: Exclude<keyof MetadataFields, 'synthetic' | 'acquired' | 'title'>;
  label: string;
  figure?: true;
}[] = [
  { name: 'platform', label: 'Satellite' },
  { name: 'instrument', label: 'Instrument' },
  { name: 'provider', label: 'Provider' },
  { name: 'licence', label: 'Licence' },
  { name: 'catalogueId', label: 'Catalogue id' },
  { name: 'gsd', label: 'Pixel size (m)', figure: true },
  { name: 'offNadir', label: 'Off nadir (°)', figure: true },
  { name: 'incidenceAngle', label: 'Incidence angle (°)', figure: true },
  { name: 'viewAzimuth', label: 'View azimuth (°)', figure: true },
  { name: 'sunAzimuth', label: 'Sun azimuth (°)', figure: true },
  { name: 'sunElevation', label: 'Sun elevation (°)', figure: true },
  { name: 'cloudCover', label: 'Cloud cover (%)', figure: true },
];

/** What is asked about a scene while its files are sent: its date first, the rest folded. */
export function MetadataForm({ upload }: { upload: SceneUpload }) {
  const form = useRef<HTMLFormElement>(null);
  const { key, fields, dateOrigin, images, faults, sentence } = upload;
  const edit = (change: Partial<MetadataFields>) => editFields(key, change);
  const accuracy = images.map((image) => inspectionOf(image)?.accuracy).find((one) => one !== undefined);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [faults]);
  // Who is asked for a name first finds the date waiting afterwards.
  const focused = focusedCard.value === key && !askingName.value;
  useEffect(() => {
    if (!focused) return;
    focusedCard.value = undefined;
    form.current?.querySelector<HTMLInputElement>('input')?.select();
  }, [focused]);
  return (
    <form
      ref={form}
      aria-label={`About ${images[0]?.fileName}`}
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
        <TextField
          label="Acquired (UTC)"
          placeholder="2012-10-11"
          hint={dateOrigin ?? 'Day, month, year or instant; not the release date'}
          pointer="/acquired"
          faults={faults}
          value={fields.acquired}
          onChange={(acquired) => edit({ acquired })}
        />
        <TextField
          label="Title"
          pointer="/title"
          faults={faults}
          value={fields.title}
          onChange={(title) => edit({ title })}
        />
      </div>
      {accuracy && (
        <div class="accuracy">
          <p>
            It may lie up to {Math.round(accuracy.metres)} m off: {accuracy.reason}
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
        opens={faults.some(({ pointer }) => further.some(({ name }) => pointer === `/${name}`))}
      >
        <div class="pair">
          {further.map(({ name, label, figure }) => (
            <TextField
              key={name}
              label={label}
              {...(figure && { inputMode: 'decimal' as const })}
              pointer={`/${name}`}
              faults={faults}
              value={fields[name]}
              onChange={(value) => edit({ [name]: value })}
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
