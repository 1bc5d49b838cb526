import type { BoundingBox, Position } from '#domain/geometry/geometry.contract.ts';
import type { Colours, ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from './workspace.ts';

/** The stretch of a scene that is asked for: between percentiles of its pixels in view. */
export type ViewStretch = { scene: Scene; colours: Colours; percentiles: [low: number, high: number] };

/** What a map can be asked to do. Positions and boxes in WGS 84, longitude before latitude. */
export type MapPort = {
  /** Shows a box as large as the map can. */
  fit: (box: BoundingBox) => void;
  /** Shows the scenes on screen. */
  fitSite: () => void;
  /** Brings a place into the middle. */
  showPlace: (position: Position) => void;
  /** Stretches a scene by what is in view of it. */
  stretchToView: (stretch: ViewStretch) => void;
  /** Takes the last corner of the sketch back. */
  takeCornerBack: () => void;
  /** Closes the sketch as it is. */
  finishSketch: () => void;
  /** Gives the sketch up. */
  giveUpSketch: () => void;
  /**
   * Draws a small picture of a whole scene in a look. Gives nothing where it was aborted; rejects with a sentence where
   * the scene cannot be read.
   */
  capture: (scene: Scene, look: ShownLook, signal: AbortSignal) => Promise<Blob | undefined>;
};

/**
 * The map of the site, for those who ask something of it. What is to be shown while there is none yet is shown, the
 * last of it, when one is there, and so are pictures drawn; a sketch is nowhere but on a map.
 */
export function mapPortModel(_: Workspace) {
  let port: MapPort | undefined;
  let wanted: ((map: MapPort) => void) | undefined;
  const first = Promise.withResolvers<MapPort>();
  const show = (act: (map: MapPort) => void) => {
    if (port) act(port);
    else wanted = act;
  };
  const map: MapPort = {
    fit: (box) => show((there) => there.fit(box)),
    fitSite: () => show((there) => there.fitSite()),
    showPlace: (position) => show((there) => there.showPlace(position)),
    stretchToView: (stretch) => port?.stretchToView(stretch),
    takeCornerBack: () => port?.takeCornerBack(),
    finishSketch: () => port?.finishSketch(),
    giveUpSketch: () => port?.giveUpSketch(),
    capture: async (...scene) => (port ?? (await first.promise)).capture(...scene),
  };
  return {
    map,
    /** Names the map that does what is asked, until the returned function is called. */
    attach: (there: MapPort): (() => void) => {
      port = there;
      first.resolve(there);
      wanted?.(there);
      wanted = undefined;
      return () => {
        if (port === there) port = undefined;
      };
    },
  };
}
