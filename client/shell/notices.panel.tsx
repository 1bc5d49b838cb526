import { useEffect } from 'preact/hooks';
import { Icon } from '../controls/panels.ts';
import { notice } from '../core/index.ts';

const NOTICE_MILLISECONDS = 8_000;

/** What was told last: what is done goes by itself, a failure stays until it is dismissed. */
export function Notices() {
  const told = notice.value;
  useEffect(() => {
    if (told?.kind !== 'done') return;
    const timer = setTimeout(() => {
      if (notice.peek() === told) notice.value = undefined;
    }, NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <>
      <div class={`notice ${told?.kind ?? 'none'}`} role="status" aria-live="polite">
        {told?.kind === 'done' && <NoticeWords />}
      </div>
      <div class={`notice ${told?.kind ?? 'none'}`} role="alert">
        {told?.kind === 'fault' && <NoticeWords />}
      </div>
    </>
  );
}

function NoticeWords() {
  const told = notice.value;
  if (!told) return null;
  const { action } = told;
  return (
    <>
      <span>{told.text}</span>
      {action && (
        <button
          type="button"
          class="link"
          onClick={() => {
            notice.value = undefined;
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" class="tool" aria-label="Dismiss" onClick={() => (notice.value = undefined)}>
        <Icon name="close" />
      </button>
    </>
  );
}
