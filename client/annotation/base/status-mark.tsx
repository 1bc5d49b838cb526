import type { Status } from '#domain/vocabulary/status.contract.ts';
import { statusMarks } from './status-mark.ts';

/** The line that a status is drawn with; its words stand beside it. */
export function StatusLine({ status }: { status: Status }) {
  const { colour, dash, width, double } = statusMarks[status];
  const offsets = double ? [-1.75, 1.75] : [0];
  return (
    <svg class="status-line" viewBox="0 0 24 10" aria-hidden="true">
      {offsets.map((offset) => (
        <line
          key={offset}
          class="halo"
          x1="1"
          x2="23"
          y1={5 + offset}
          y2={5 + offset}
          stroke-width={width + 1.5}
        />
      ))}
      {offsets.map((offset) => (
        <line
          key={offset}
          x1="1"
          x2="23"
          y1={5 + offset}
          y2={5 + offset}
          stroke={colour}
          stroke-width={double ? 1.5 : width}
          stroke-dasharray={dash.join(' ') || undefined}
        />
      ))}
    </svg>
  );
}
