const MARGIN_ROWS = 8;

/** Which rows of equal height are in sight, with some to spare on either side; `last` is not included. */
export function visibleRows(view: { top: number; height: number; rowHeight: number; count: number }): {
  first: number;
  last: number;
} {
  const { top, height, rowHeight, count } = view;
  return {
    first: Math.min(Math.max(Math.floor(top / rowHeight) - MARGIN_ROWS, 0), count),
    last: Math.min(Math.ceil((top + height) / rowHeight) + MARGIN_ROWS, count),
  };
}
