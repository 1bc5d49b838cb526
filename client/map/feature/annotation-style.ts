import MultiPoint from 'ol/geom/MultiPoint.js';
import type MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import type Polygon from 'ol/geom/Polygon.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { type StatusMark, statusMarks } from '../../annotation/index.ts';

const HALO = 'rgba(0, 0, 0, 0.7)';
/** Under a broken line, so that its gaps stay gaps. */
const FAINT_HALO = 'rgba(0, 0, 0, 0.4)';
const UNSAVED: StatusMark = { colour: '#ffffff', dash: [], width: 1.5, double: false };
/** Above halos and outlines of their neighbours. */
const SELECTED_Z = 10;

/** How one outline stands on the map. An outline that was never saved has no status. */
export type Outline = {
  status: Status | undefined;
  number: string | undefined;
  selected: boolean;
  hovered: boolean;
  editing: boolean;
};

/**
 * Strokes of an outline: a dark halo, so that it is seen on snow and on forest, and the mark of its status.
 * Nothing is filled: a fill hides evidence. Widths in CSS pixels.
 */
export function outlineStyles(outline: Outline, labelled: boolean): Style[] {
  const { colour, dash, width, double } = outline.status ? statusMarks[outline.status] : UNSAVED;
  const thick = width + (outline.selected ? 1 : 0) + (outline.hovered ? 0.5 : 0);
  const zIndex = outline.selected ? SELECTED_Z : 0;
  const styles = [];
  if (outline.selected) styles.push(line('rgba(255, 255, 255, 0.9)', span(thick, double) + 5, [], zIndex));
  const halo = dash.length > 0 ? FAINT_HALO : HALO;
  styles.push(line(halo, span(thick, double) + (outline.selected ? 3 : 2.5), [], zIndex));
  styles.push(line(colour, span(thick, double), dash, zIndex));
  if (double) styles.push(line(HALO, thick, [], zIndex));
  if (outline.editing) styles.push(corners(zIndex));
  // Of numbers in each other's place, the one with the higher index is written.
  const numberZ = zIndex + (outline.hovered ? 1 : 0);
  if (outline.number && (labelled || outline.selected)) styles.push(label(outline.number, numberZ));
  return styles;
}

/** Two lines with a dark gap as wide as each of them. */
function span(width: number, double: boolean): number {
  return double ? width * 2.6 : width;
}

function line(color: string, width: number, dash: readonly number[], zIndex: number): Style {
  const stroke = new Stroke({ color, width, lineDash: [...dash], lineCap: 'butt', lineJoin: 'round' });
  return new Style({ stroke, zIndex });
}

function corners(zIndex: number): Style {
  return new Style({
    image: new Circle({
      radius: 4.5,
      fill: new Fill({ color: '#ffffff' }),
      stroke: new Stroke({ color: HALO, width: 1.5 }),
      declutterMode: 'none',
    }),
    geometry: (feature) => new MultiPoint(flatCorners(feature.getGeometry() as Polygon | MultiPolygon)),
    zIndex: zIndex + 1,
  });
}

/** Pixels between an outline and its number. */
export const NUMBER_GAP = 5;
export const NUMBER_FONT = { size: 12, family: 'system-ui, sans-serif', weight: 600 };

/** A number as it is written above the place that it is given. */
export function numberText(text: string): Text {
  const { weight, size, family } = NUMBER_FONT;
  return new Text({
    text,
    font: `${weight} ${size}px ${family}`,
    textBaseline: 'bottom',
    offsetY: -NUMBER_GAP,
    fill: new Fill({ color: '#ffffff' }),
    stroke: new Stroke({ color: 'rgba(0, 0, 0, 0.85)', width: 3 }),
    overflow: true,
  });
}

function label(text: string, zIndex: number): Style {
  return new Style({
    text: numberText(text),
    geometry: (feature) => {
      const [west = 0, , east = 0, north = 0] = feature.getGeometry()!.getExtent();
      return new Point([(west + east) / 2, north]);
    },
    zIndex: zIndex + 2,
  });
}

function flatCorners(geometry: Polygon | MultiPolygon): number[][] {
  const rings: number[][][] =
    geometry.getType() === 'Polygon'
      ? (geometry as Polygon).getCoordinates()
      : (geometry as MultiPolygon).getCoordinates().flat();
  return rings.flatMap((ring) => ring.slice(0, -1));
}
