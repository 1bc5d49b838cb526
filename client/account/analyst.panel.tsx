import { useEffect, useRef, useState } from 'preact/hooks';
import {
  analyst,
  askingName,
  askName,
  giveName,
  nameFault,
  putOffName,
  recordedName,
  UNNAMED,
} from './analyst.store.ts';

/** Who works here, in the bar; it can be changed. */
export function AnalystName() {
  const name = recordedName.value;
  return (
    <button
      type="button"
      class="button quiet-button"
      title="Self-declared; nobody checks it"
      onClick={askName}
    >
      {name ?? 'No name yet'}
    </button>
  );
}

/** Asks who works here, once, without stopping anything else. */
export function NameAsk() {
  return askingName.value ? <NameForm /> : null;
}

function NameForm() {
  const input = useRef<HTMLInputElement>(null);
  const known = analyst.peek();
  const [typed, setTyped] = useState(known && known !== UNNAMED ? known : '');
  const fault = nameFault(typed);
  useEffect(() => {
    // A sheet that closes gives the focus back first.
    requestAnimationFrame(() => input.current?.focus());
  }, []);
  return (
    <form
      class="name-ask"
      aria-label="Who is working?"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fault) giveName(typed);
      }}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return;
        // It would close the sheet that comes back.
        event.preventDefault();
        putOffName();
      }}
    >
      <label>
        <span class="name-question">Who is working?</span>
        <input
          ref={input}
          type="text"
          dir="auto"
          maxLength={120}
          autocomplete="name"
          value={typed}
          aria-invalid={fault !== undefined}
          aria-describedby="name-fault"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <p class="fault" id="name-fault" role="alert" hidden={!fault}>
        {fault}
      </p>
      <p class="hint">Recorded with all you save, as self-declared: nobody checks it.</p>
      <div class="actions">
        <button type="submit" class="button primary" disabled={typed.trim() === '' || fault !== undefined}>
          Use this name
        </button>
        <button type="button" class="button" onClick={() => giveName('')}>
          Stay unnamed
        </button>
      </div>
    </form>
  );
}
