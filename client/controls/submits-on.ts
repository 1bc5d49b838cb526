/** Enter saves from every field but a text of several lines, where Ctrl+Enter does. Never while composing. */
export function submitsOn(event: KeyboardEvent & { currentTarget: HTMLFormElement }): void {
  if (event.isComposing || (event.code !== 'Enter' && event.code !== 'NumpadEnter')) return;
  const { target } = event;
  const chord = event.ctrlKey || event.metaKey;
  if (target instanceof HTMLTextAreaElement ? !chord : isPressed(target)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** True for what Enter itself presses. */
function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, summary, a') !== null;
}
