import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Fault } from '#domain/problem/problem.contract.ts';

export type FieldProps = {
  label: string;
  /** Where in what is sent this field stands; faults with this pointer, or one below it, show here. */
  pointer?: string;
  faults?: readonly Fault[] | undefined;
  hint?: string | undefined;
  /** True for one of the questions that lead through a form. */
  question?: boolean;
};
type Attributes = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

/** A label, its control, and what is wrong with it right below. */
export function Field({
  label,
  pointer,
  faults = [],
  hint,
  question = false,
  children,
}: FieldProps & { children: (attributes: Attributes) => ComponentChildren }) {
  const id = useId();
  const own = pointer === undefined ? [] : faultsAt(faults, pointer);
  const described = [hint && `${id}-hint`, own.length > 0 && `${id}-fault`].filter(Boolean).join(' ');
  const attributes: Attributes = {
    id,
    ...(described && { 'aria-describedby': described }),
    ...(own.length > 0 && { 'aria-invalid': true as const }),
  };
  return (
    <div class={question ? 'field question' : 'field'}>
      <label for={id}>{label}</label>
      {children(attributes)}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {own.length > 0 && (
        <p class="fault" id={`${id}-fault`}>
          {own.map((fault) => fault.detail).join(' ')}
        </p>
      )}
    </div>
  );
}

/** The faults at a pointer or below it. */
export function faultsAt(faults: readonly Fault[], pointer: string): Fault[] {
  return faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
}

type TextProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  inputMode?: 'decimal' | 'numeric' | 'url';
  /** True for the field of a sheet in which writing begins. */
  autofocus?: boolean;
};

export function TextField({ value, onChange, placeholder, inputMode, autofocus, ...field }: TextProps) {
  return (
    <Field {...field}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          dir="auto"
          value={value}
          placeholder={placeholder}
          inputMode={inputMode}
          autocomplete="off"
          autofocus={autofocus}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function AreaField({ value, onChange, rows = 3, ...field }: TextProps & { rows?: number }) {
  return (
    <Field {...field}>
      {(attributes) => (
        <textarea
          {...attributes}
          dir="auto"
          rows={rows}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** A choice of codes, shown by their labels in the order of the table. */
export function SelectField<Value extends string | number>({
  value,
  options,
  empty,
  onChange,
  ...field
}: FieldProps & {
  value: Value | '';
  options: readonly (readonly [Value, string])[];
  /** What the choice of nothing is called; left out, something must be chosen. */
  empty?: string;
  onChange: (value: Value | '') => void;
}) {
  return (
    <Field {...field}>
      {(attributes) => (
        <select
          {...attributes}
          value={String(value)}
          onChange={(event) => {
            const chosen = options.find(([code]) => String(code) === event.currentTarget.value);
            onChange(chosen ? chosen[0] : '');
          }}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map(([code, label]) => (
            <option key={code} value={String(code)}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One of a few, all in sight: native radio buttons that look like chips. */
export function ChoiceField<Value extends string>({
  legend,
  question = false,
  value,
  options,
  pointer,
  faults = [],
  onChange,
}: {
  legend: string;
  question?: boolean;
  value: Value | '';
  options: readonly { code: Value; label: string; detail?: string }[];
  pointer: string;
  faults?: readonly Fault[] | undefined;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  const own = faultsAt(faults, pointer);
  return (
    <fieldset
      class={question ? 'choice question' : 'choice'}
      aria-describedby={own.length > 0 ? `${name}-fault` : undefined}
    >
      <legend>{legend}</legend>
      <div class="chips">
        {options.map(({ code, label, detail }) => (
          <label class="chip" key={code} title={detail}>
            <input
              type="radio"
              name={name}
              value={code}
              checked={code === value}
              onChange={() => onChange(code)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {own.length > 0 && (
        <p class="fault" id={`${name}-fault`}>
          {own.map((fault) => fault.detail).join(' ')}
        </p>
      )}
    </fieldset>
  );
}
