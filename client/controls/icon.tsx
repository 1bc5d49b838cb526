/** Line drawings on a 16-pixel grid, one path each. */
const paths = {
  select: 'M4 2.5v10l2.6-2.4 1.7 3.9 1.8-.8-1.7-3.8H12z',
  polygon: 'M8 2.5 13.5 7l-2 6h-7l-2-6z',
  rectangle: 'M2.5 4h11v8h-11z',
  edit: 'M3 13h10M4.5 10.5 11 4l1.5 1.5L6 12H4.5z',
  delete: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.7 8.5h5.6l.7-8.5M6.7 7v3.5M9.3 7v3.5',
  undo: 'M6 3 3 6l3 3M3 6h6a3.5 3.5 0 0 1 0 7H6',
  redo: 'm10 3 3 3-3 3M13 6H7a3.5 3.5 0 0 0 0 7h3',
  steps: 'M8 2.5a5.5 5.5 0 1 1-5 3.2M3 2.5v3.2h3.2M8 5v3.2l2 1.6',
  scene: 'M2.5 12.5v-9h7M13.5 7.5v5h-11l3.5-4 2.5 2.5 1.5-1.5 3 3M12 1.5v4M10 3.5h4',
  overlay: 'm8 2.5 6 3-6 3-6-3zM2 8.5l6 3 6-3M2 11l6 3 6-3',
  registration: 'M2.5 2.5h7v7h-7zM6.5 6.5h7v7h-7z',
  figure: 'M2.5 3H7v6H2.5zM9 3h4.5v6H9zM2.5 11.5h11M2.5 13.5h7',
  close: 'm4 4 8 8M12 4l-8 8',
  swap: 'M5 3 2.5 5.5 5 8M2.5 5.5H12M11 8l2.5 2.5L11 13M13.5 10.5H4',
  sliders: 'M3 5h5M12 5h1M3 11h1M8 11h5M8 5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M4 11a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 1 0 0-8M10 10l3.5 3.5',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  up: 'm4 9.5 4-4 4 4',
  down: 'm4 6.5 4 4 4-4',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  list: 'M3 4h10M3 8h10M3 12h10',
  download: 'M8 2.5v7.5M5 7l3 3 3-3M3 13h10',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  cloud: 'M5 12.5h6.5a2.7 2.7 0 0 0 .3-5.4 4 4 0 0 0-7.7-.7A3.1 3.1 0 0 0 5 12.5z',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11M8 7.5v3.5M8 5v.2',
} as const;
export type IconName = keyof typeof paths;

/** An icon for the eye only; what holds it carries the name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
