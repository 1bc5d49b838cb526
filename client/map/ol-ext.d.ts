/** ol-ext ships no types: the two modules that the map uses, as far as it uses them. */
declare module 'ol-ext/control/Swipe.js' {
  import type Control from 'ol/control/Control.js';
  import type Layer from 'ol/layer/Layer.js';

  /** Clips layers at a divider; its property `position` runs from 0 to 1 of the map's width. */
  const Swipe: {
    new (options: { className?: string; position?: number }): Control & {
      readonly element: HTMLElement;
      addLayer(layer: Layer, right: boolean): void;
      removeLayer(layer: Layer): void;
    };
  };
  type Swipe = InstanceType<typeof Swipe>;
  export default Swipe;
}

declare module 'ol-ext/interaction/Synchronize.js' {
  import type Interaction from 'ol/interaction/Interaction.js';
  import type OlMap from 'ol/Map.js';

  /** Keeps other maps at the view of the map that holds it, and shows its cursor on them. */
  const Synchronize: { new (options: { maps: OlMap[] }): Interaction };
  export default Synchronize;
}
