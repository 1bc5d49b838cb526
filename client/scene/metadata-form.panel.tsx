import { useEffect, useRef } from 'preact/hooks';
import { TextField } from '../controls/field.tsx';
import { Section } from '../controls/section.tsx';
import { dismissUpload, editFields, type MetadataFields, sendUpload, type Upload } from './upload.store.ts';

const further: {
  name: Exclude<keyof MetadataFields, 'synthetic' | 'acquired' | 'title'>;
  label: string;
  figure?: true;
}[] = [
  { name: 'platform', label: 'Sensor or satellite' },
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

/** What is asked about a file before it is sent: its date first, the rest folded. */
export function MetadataForm({
  upload,
  stage,
}: {
  upload: Upload;
  stage: Upload['stage'] & { kind: 'asking' };
}) {
  const form = useRef<HTMLFormElement>(null);
  const { key, fields, dateOrigin, file } = upload;
  const { faults } = stage;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [faults]);
  return (
    <form
      ref={form}
      aria-label={`About ${file.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void sendUpload(key);
      }}
    >
      {stage.sentence && (
        <p class="fault-box" role="alert">
          {stage.sentence}
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
          onChange={(acquired) => editFields(key, { acquired })}
        />
        <TextField
          label="Title"
          pointer="/title"
          faults={faults}
          value={fields.title}
          onChange={(title) => editFields(key, { title })}
        />
      </div>
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
              onChange={(value) => editFields(key, { [name]: value })}
            />
          ))}
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={fields.synthetic}
            onChange={(event) => editFields(key, { synthetic: event.currentTarget.checked })}
          />
          Synthetic: made by software, not by a sensor
        </label>
      </Section>
      <div class="actions">
        <button type="submit" class="button primary">
          Send
        </button>
        <button type="button" class="button" onClick={() => dismissUpload(key)}>
          Leave out
        </button>
      </div>
    </form>
  );
}
