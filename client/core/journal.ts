import { computed, type Signal, signal } from '@preact/signals';
import { failureWords } from './failure.ts';
import { type Notice, notice, tell, tellFault } from './notice.store.ts';
import type { Workspace } from './workspace.ts';

/** Something that was done and can be taken back. */
export type Step = {
  /** What was done, as it follows 'Undo: '. */
  label: string;
  /** The ids of what it changed. */
  affects: readonly string[];
  /** Takes it back. Throws where that cannot be done now; NoLonger where it never can be. */
  undo: () => unknown;
  /** Does it once more, after it was taken back. Throws as `undo`. */
  redo: () => unknown;
  /** Work that is kept in this browser alone: its steps are worth nothing once it is saved or given up. */
  draft?: boolean;
  /** A step follows a former one of the same name within a moment: both are one (typing, a slider). */
  joins?: string;
  /** True where what it changes is in front of the analyst; else it is said what was done. */
  isSeen?: () => boolean;
};

/** A change, as it is handed in: what does it, and the step that it leaves. */
export type Change<T> = Omit<Step, 'label' | 'redo'> & {
  label: string | ((done: T) => string);
  do: () => T | Promise<T>;
  /** Where doing it once more is not what was done first. */
  redo?: () => unknown;
};

/** Thrown by a step that can no more be taken back, or done again: it is told, and the step dropped. */
export class NoLonger extends Error {}

const MOST_STEPS = 200;
const JOINING_MILLISECONDS = 1_200;

/**
 * The one door for whatever changes something of a site: it keeps what was done, so that it can be taken back and done
 * again in turn, by name, as long as the site is open.
 */
export function journalModel(workspace: Workspace) {
  const past: Signal<readonly Step[]> = signal([]);
  const future: Signal<readonly Step[]> = signal([]);
  /** When the newest step was added or joined, by performance.now(). */
  let newestAt = Number.NEGATIVE_INFINITY;
  let acting: Promise<unknown> = Promise.resolve();
  let told: Notice | undefined;

  workspace.onLeave(() => {
    if (told && notice.peek() === told) notice.value = undefined;
  });

  /** Tells that the newest step was done, with a way to take just that one back. */
  function sayDone(text: string): void {
    const step = past.peek().at(-1);
    say(text, { label: 'Undo', run: () => void undo(step) });
  }

  /** Tells something of this site: with the site, it goes. */
  function say(text: string, action?: Notice['action']): void {
    tell(text, action);
    told = notice.peek();
  }

  /** Adds a step that was done; what had been taken back can then no longer be done again. */
  function record(step: Step): void {
    const last = past.peek().at(-1);
    const now = performance.now();
    const isOne =
      step.joins !== undefined &&
      last?.joins === step.joins &&
      future.peek().length === 0 &&
      now - newestAt <= JOINING_MILLISECONDS;
    past.value = isOne
      ? [...past.peek().slice(0, -1), { ...step, undo: last.undo }]
      : [...past.peek(), step].slice(-MOST_STEPS);
    future.value = [];
    newestAt = now;
  }

  /** Does a change and, once it is done, keeps how it is taken back. Throws what doing it throws. */
  function transact<T>(change: Change<T> & { do: () => Promise<T> }): Promise<T>;
  function transact<T>(change: Change<T> & { do: () => T }): T;
  function transact<T>({ label, do: act, ...step }: Change<T>): T | Promise<T> {
    const keep = (done: T) => {
      record({ redo: act, ...step, label: typeof label === 'string' ? label : label(done) });
      return done;
    };
    const done = act();
    return done instanceof Promise ? done.then(keep) : keep(done);
  }

  /** Drops the steps of a draft that is saved, or given up. */
  function settle(id: string): void {
    const stays = (step: Step) => !step.draft || !step.affects.includes(id);
    past.value = past.peek().filter(stays);
    future.value = future.peek().filter(stays);
  }

  /** Takes back the newest step, or the given one, once those before it have been. */
  function undo(given?: Step): Promise<void> {
    return move(past, future, 'undo', given);
  }

  /** Takes back the newest steps, down to the given one with it; one that cannot be ends it. */
  async function undoTo(step: Step): Promise<void> {
    for (let left = past.peek().length; past.peek().includes(step); left = past.peek().length) {
      await undo();
      if (past.peek().length === left) return;
    }
  }

  /** Does once more what was taken back, up to the given step with it; one that cannot be ends it. */
  async function redoTo(step: Step): Promise<void> {
    for (let left = future.peek().length; future.peek().includes(step); left = future.peek().length) {
      await redo();
      if (future.peek().length === left) return;
    }
  }

  /** Does once more the step that was taken back last. */
  function redo(): Promise<void> {
    return move(future, past, 'redo');
  }

  function move(
    from: Signal<readonly Step[]>,
    to: Signal<readonly Step[]>,
    direction: 'undo' | 'redo',
    given?: Step,
  ): Promise<void> {
    const moving = acting.then(async () => {
      const step = given ?? from.peek().at(-1);
      if (!step || !from.peek().includes(step)) return;
      const take = () => {
        from.value = from.peek().filter((one) => one !== step);
      };
      if (notice.peek()?.kind === 'done') notice.value = undefined;
      try {
        await step[direction]();
        take();
        to.value = [...to.peek(), step];
        newestAt = Number.NEGATIVE_INFINITY;
        if (!step.isSeen?.()) say(`${direction === 'undo' ? 'Undone' : 'Done again'}: ${step.label}.`);
      } catch (error) {
        const isOver = error instanceof NoLonger;
        if (isOver) take();
        const done = direction === 'undo' ? 'undone' : 'done again';
        tellFault(
          isOver
            ? error.message
            : failureWords(`Not ${done}: ${step.label}.`, error, `Perhaps not ${done}: ${step.label}.`),
        );
      }
    });
    acting = moving;
    return moving;
  }

  return {
    /** What was done and can be taken back, the newest last. */
    past,
    /** What was taken back and can be done again, the next one last. */
    future,
    /** What is taken back next, in words. */
    undoes: computed(() => past.value.at(-1)?.label),
    /** What is done again next, in words. */
    redoes: computed(() => future.value.at(-1)?.label),
    transact,
    settle,
    undo,
    undoTo,
    redo,
    redoTo,
    sayDone,
  };
}
