import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A part of a form that is folded until it holds something. Once open, only the analyst closes it. */
export function Section({
  summary,
  opens,
  onToggle,
  children,
}: {
  summary: string;
  opens: boolean;
  /** Told whether it is open, for what is fetched only once it is. */
  onToggle?: (open: boolean) => void;
  children: ComponentChildren;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (opens && details.current) details.current.open = true;
  }, [opens]);
  return (
    <details ref={details} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
