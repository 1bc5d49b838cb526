/** A line beside the pointer that tells what keeps a sketch from being closed. */
export function mountHint(container: HTMLElement) {
  const element = document.createElement('div');
  element.className = 'map-hint';
  element.setAttribute('role', 'status');
  element.hidden = true;
  container.append(element);
  return {
    say: (text: string | undefined) => {
      element.hidden = text === undefined;
      element.textContent = text ?? '';
    },
    moveTo: ({ clientX, clientY }: PointerEvent) => {
      const box = container.getBoundingClientRect();
      element.style.transform = `translate(${clientX - box.left + 14}px, ${clientY - box.top + 14}px)`;
    },
    dispose: () => element.remove(),
  };
}
