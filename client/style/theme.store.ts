import { effect, type Signal, signal } from '@preact/signals';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

const REMEMBERED = 'afterimage.theme';
const kept = localStorage.getItem(REMEMBERED);
export const theme: Signal<Theme> = signal(themes.find((one) => one === kept) ?? 'system');

/** Dresses the page, and follows the system where nothing else was chosen. */
export function followTheme(): () => void {
  const systemIsLight = matchMedia('(prefers-color-scheme: light)');
  const dress = () => {
    const light = theme.value === 'light' || (theme.value === 'system' && systemIsLight.matches);
    document.documentElement.dataset.theme = light ? 'light' : 'dark';
  };
  const stop = effect(() => {
    dress();
    localStorage.setItem(REMEMBERED, theme.value);
  });
  systemIsLight.addEventListener('change', dress);
  return () => {
    stop();
    systemIsLight.removeEventListener('change', dress);
  };
}

/** Goes from one theme to the next. */
export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
}
