import { Icon } from '../controls/panels.ts';
import { journalModel, type Step, useModel } from '../core/index.ts';

const MOST_LISTED = 12;

/** What was done at the site and can be taken back, and what was taken back, the newest first: any of them at once. */
export function Steps() {
  const { past, future, undoTo, redoTo } = useModel(journalModel);
  const [undone, done] = [future.value.slice(-MOST_LISTED), past.value.slice(-MOST_LISTED).toReversed()];
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label="Steps"
        title="Steps: what was done, to be taken back"
        popovertarget="steps"
        disabled={undone.length + done.length === 0}
      >
        <Icon name="steps" />
      </button>
      <ol id="steps" class="steps" popover="auto" aria-label="Steps">
        {undone.map((step) => (
          <Listed key={step} act="Redo" step={step} take={redoTo} />
        ))}
        {done.map((step) => (
          <Listed key={step} act="Undo" step={step} take={undoTo} />
        ))}
      </ol>
    </>
  );
}

function Listed({
  act,
  step,
  take,
}: {
  act: 'Undo' | 'Redo';
  step: Step;
  take: (step: Step) => Promise<void>;
}) {
  return (
    <li class={act.toLowerCase()}>
      <button type="button" onClick={() => void take(step)}>
        {act}: {step.label}
      </button>
    </li>
  );
}
