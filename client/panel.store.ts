import { type Signal, signal } from '@preact/signals';

/** Whether the drawer that holds the changes is open, where the screen is too narrow to show it always. */
export const panelOpen: Signal<boolean> = signal(false);
