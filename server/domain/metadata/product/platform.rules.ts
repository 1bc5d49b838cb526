/** Codes by which providers name a satellite, with the name that people use. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^(?:QB0?2|QUICKBIRD[- _]?2?)$/, 'QuickBird-2'],
  [/^(?:WV0?([1-4])|WORLDVIEW[- _]?0?([1-4]))$/, 'WorldView-'],
  [/^(?:GE0?1|GEOEYE[- _]?1)$/, 'GeoEye-1'],
  [/^(?:IK0?2|IKONOS(?:[- _]?2)?)$/, 'IKONOS'],
  [/^(?:LG0?([1-6])|WORLDVIEW[- _]?LEGION[- _]?([1-6]))$/, 'WorldView Legion '],
  [/^(?:S|SENTINEL[- _]?)2([A-D])$/, 'Sentinel-2'],
  [/^LANDSAT[- _]?([1-9])$/, 'Landsat '],
  [/^(?:PHR|PL[EÉ]IADES)[- _]?(1[AB])$/, 'Pléiades '],
  [/^(?:PNEO|PL[EÉ]IADES[- _]?NEO)[- _]?([3-6])$/, 'Pléiades Neo '],
  [/^SPOT[- _]?([1-7])$/, 'SPOT '],
  [/^(?:K|KOMPSAT[- _]?)(2|3A?|5|7)$/, 'KOMPSAT-'],
  [/^(?:GF|GAOFEN)[- _]?0?(\d\d?[A-D]?)$/, 'Gaofen-'],
  [/^(?:RE|RAPIDEYE)[- _]?([1-5])$/, 'RapidEye-'],
];

/** A satellite by the name that people use, so that sources which name it differently agree: WV02, WorldView-2. */
export function platformName(code: string): string {
  const plain = code.trim();
  for (const [form, name] of names) {
    const match = form.exec(plain.toUpperCase());
    if (match) return name + (match.slice(1).find((part) => part !== undefined) ?? '');
  }
  return plain;
}
