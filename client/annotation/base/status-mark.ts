import type { Status } from '#domain/vocabulary/status.contract.ts';

/**
 * How a status is drawn wherever it is shown. Colours after Okabe and Ito, told apart by colour-blind eyes;
 * the pattern tells it a second time. Dash lengths and widths in CSS pixels.
 */
export type StatusMark = { colour: string; dash: readonly number[]; width: number; double: boolean };

export const statusMarks: Readonly<Record<Status, StatusMark>> = {
  observed: { colour: '#56b4e9', dash: [], width: 2, double: false },
  in_review: { colour: '#f0e442', dash: [12, 5], width: 2, double: false },
  corroborated: { colour: '#1fb58a', dash: [], width: 2, double: true },
  disputed: { colour: '#f07c3e', dash: [5, 4], width: 2, double: false },
  rejected: { colour: '#a8a8a8', dash: [1.5, 4], width: 2, double: false },
  superseded: { colour: '#8c8c8c', dash: [], width: 1, double: false },
};
