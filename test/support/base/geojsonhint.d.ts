/** geojsonhint ships no types: the one function that the tests use. */
declare module '@mapbox/geojsonhint' {
  const geojsonhint: {
    /** Faults of a GeoJSON text; none for a sound one. */
    hint(text: string): { message: string; line?: number; level?: string }[];
  };
  export default geojsonhint;
}
