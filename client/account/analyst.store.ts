import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { UNNAMED_ANALYST } from '#domain/text/analyst-name.rules.ts';
import { hiddenCharacterFault, plainLine, withSingleSpaces } from '#domain/text/text.rules.ts';

const REMEMBERED = 'afterimage.analyst';
/** What is sent for someone who gives no name; see `recordedName`. */
export const UNNAMED = 'unnamed';

/** The name under which this browser writes, self-declared; undefined until it is asked. */
export const analyst: Signal<string | undefined> = signal(
  plainLine(localStorage.getItem(REMEMBERED) ?? '') || undefined,
);

/** The name under which the server records what is done here; undefined until it is asked. */
export const recordedName: ReadonlySignal<string | undefined> = computed(() =>
  analyst.value === UNNAMED ? UNNAMED_ANALYST : analyst.value,
);

const waiting: Signal<((name: string | undefined) => void)[]> = signal([]);
const asked = signal(false);
/** True while the page asks who is working. */
export const askingName: ReadonlySignal<boolean> = computed(() => asked.value || waiting.value.length > 0);

/** The analyst's name, asked for at the first write. Undefined where the ask was put off: then nothing is sent. */
export function analystName(): Promise<string | undefined> {
  const name = analyst.peek();
  if (name) return Promise.resolve(name);
  return new Promise((resolve) => {
    waiting.value = [...waiting.peek(), resolve];
  });
}

/** Opens the ask, so that the name can be changed. */
export function askName(): void {
  asked.value = true;
}

/** Why a name cannot be used, in a sentence; undefined where it can. */
export function nameFault(name: string): string | undefined {
  return hiddenCharacterFault(withSingleSpaces(name));
}

/** Takes the name given, which nameFault finds usable; empty is unnamed. What waited for it goes on. */
export function giveName(name: string): void {
  const given = withSingleSpaces(name.normalize('NFC')) || UNNAMED;
  analyst.value = given;
  localStorage.setItem(REMEMBERED, given);
  answer(given);
}

/** Closes the ask without a name: what waited for it is not sent, and not lost. */
export function putOffName(): void {
  answer(undefined);
}

function answer(name: string | undefined): void {
  const resolvers = waiting.peek();
  waiting.value = [];
  asked.value = false;
  for (const resolve of resolvers) resolve(name);
}
