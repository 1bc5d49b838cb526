import { useLayoutEffect, useRef } from 'preact/hooks';
import { isolated } from '#domain/text/text.rules.ts';
import type { StatedField } from '#domain/vocabulary/statement.contract.ts';
import { TextField } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { Contradictions } from './contradictions.panel.tsx';
import { readingsTyped } from './metadata-fields.ts';
import { sceneEditModel } from './scene-edit.store.ts';
import type { SceneEdit } from './scene-edit.ts';
import { furtherFields, originInWords } from './scene-field.ts';

/** The form of a scene that is there: each field with where its present value comes from. */
export function SceneForm({ edit }: { edit: SceneEdit }) {
  const { editField, saveEdit, dropEdit } = useModel(sceneEditModel);
  const form = useRef<HTMLFormElement>(null);
  const { base, fields, returned, faults, sentence } = edit;
  useLayoutEffect(() => {
    (
      form.current?.querySelector<HTMLElement>('[aria-invalid]') ?? form.current?.querySelector('input')
    )?.focus();
  }, [returned]);
  // Of a value that was typed over, it no longer matters where it came from.
  const originHint = (field: Exclude<StatedField, 'synthetic'>) => {
    const origin = base.origins[field];
    return origin && fields[field] === String(base[field] ?? '') ? originInWords(origin) : undefined;
  };
  return (
    <form
      ref={form}
      class="stack"
      aria-label={`Edit ${isolated(base.title)}`}
      onSubmit={(event) => {
        event.preventDefault();
        void saveEdit(base.id);
      }}
    >
      {sentence && (
        <p class="fault-box form-start" role="alert">
          {sentence}
        </p>
      )}
      <TextField
        label="Acquired (UTC): 2012-10-11T02:13Z, 2012-10-11, 2012-10 or 2012"
        hint={originHint('acquired')}
        pointer="/acquired"
        faults={faults}
        value={fields.acquired}
        onChange={(acquired) => editField(base.id, { acquired })}
      />
      <Contradictions
        statements={readingsTyped(fields.acquired)}
        field="acquired"
        value={undefined}
        onUse={({ value }) => editField(base.id, { acquired: String(value) })}
      />
      <TextField
        label="Title"
        hint={originHint('title')}
        pointer="/title"
        faults={faults}
        value={fields.title}
        onChange={(title) => editField(base.id, { title })}
      />
      <div class="pair">
        {furtherFields.map(({ name, label, unit }) => (
          <TextField
            key={name}
            label={unit ? `${label} (${unit.trim()})` : label}
            {...(unit && { inputMode: 'decimal' as const })}
            hint={originHint(name)}
            pointer={`/${name}`}
            faults={faults}
            value={fields[name]}
            onChange={(value) => editField(base.id, { [name]: value })}
          />
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={fields.synthetic}
          onChange={(event) => editField(base.id, { synthetic: event.currentTarget.checked })}
        />
        Synthetic: made by software, not by a sensor
      </label>
      {faults
        .filter(({ pointer }) => pointer === '/synthetic')
        .map(({ detail }) => (
          <p class="fault" key={detail}>
            {detail}
          </p>
        ))}
      <div class="actions form-end">
        <button type="submit" class="button primary">
          Save
        </button>
        <button type="button" class="button" onClick={() => dropEdit(base.id)}>
          Cancel
        </button>
      </div>
    </form>
  );
}
