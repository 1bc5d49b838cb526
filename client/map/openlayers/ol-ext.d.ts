/** ol-ext ships no types: the module that the map uses, as far as it uses it. */
declare module 'ol-ext/interaction/Synchronize.js' {
  import Interaction from 'ol/interaction/Interaction.js';
  import type OlMap from 'ol/Map.js';

  /** Keeps other maps at the view of the map that holds it, and shows its cursor on them. */
  export default class Synchronize extends Interaction {
    constructor(options: { maps: OlMap[] });
  }
}
