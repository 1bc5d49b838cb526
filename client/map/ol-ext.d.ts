/** ol-ext ships no types: the two modules that the map uses, as far as it uses them. */
declare module 'ol-ext/control/Swipe.js' {
  import Control from 'ol/control/Control.js';
  import type Layer from 'ol/layer/Layer.js';

  /** Clips layers at a divider; its property `position` runs from 0 to 1 of the map's width. */
  export default class Swipe extends Control {
    constructor(options: { className?: string; position?: number });
    readonly element: HTMLElement;
    addLayer(layer: Layer, right: boolean): void;
    removeLayer(layer: Layer): void;
  }
}

declare module 'ol-ext/interaction/Synchronize.js' {
  import Interaction from 'ol/interaction/Interaction.js';
  import type OlMap from 'ol/Map.js';

  /** Keeps other maps at the view of the map that holds it, and shows its cursor on them. */
  export default class Synchronize extends Interaction {
    constructor(options: { maps: OlMap[] });
  }
}
