import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';

const HALO = 'rgba(0, 0, 0, 0.7)';
const PLAIN = '#ffffff';
const CROSSING = '#f07c3e';

/** Parts of a sketch: what stands, the edges that follow the pointer, set corners, where edges cross. */
export type SketchPart = 'edges' | 'closing' | 'corner' | 'first' | 'crossing';

const halo = (width: number) => new Style({ stroke: new Stroke({ color: HALO, width }) });
const dot = (radius: number, fill: string) =>
  new Style({
    image: new Circle({
      radius,
      fill: new Fill({ color: fill }),
      stroke: new Stroke({ color: HALO, width: 1.5 }),
    }),
  });

const styles: Readonly<Record<SketchPart, Style[]>> = {
  edges: [halo(4), new Style({ stroke: new Stroke({ color: PLAIN, width: 1.5 }) })],
  closing: [halo(3), new Style({ stroke: new Stroke({ color: PLAIN, width: 1, lineDash: [4, 4] }) })],
  corner: [dot(3.5, PLAIN)],
  first: [dot(5, PLAIN)],
  crossing: [
    new Style({
      image: new Circle({
        radius: 9,
        fill: new Fill({ color: 'rgba(0, 0, 0, 0)' }),
        stroke: new Stroke({ color: CROSSING, width: 2.5 }),
      }),
    }),
  ],
};

export function sketchStyles(part: SketchPart): Style[] {
  return styles[part];
}
