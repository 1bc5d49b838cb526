import { refusedText } from './text-refusal.ts';

/** What a string says, each member once; asking for one crosses it off. */
export type Members = {
  text: (key: string) => string | undefined;
  flag: (key: string) => boolean;
  number: (key: string) => number | undefined;
  /** Degrees, as a decimal number or in degrees, minutes and seconds. */
  angle: (key: string) => number | undefined;
  /** What nobody asked for. */
  left: () => string[];
};

/** The members of a string in the language of PROJ. Throws ImageryRefusal where one stands twice or is none. */
export function membersOf(text: string): Members {
  const members = new Map<string, string>();
  for (const part of text.trim().split(/\s+/)) {
    const [, key, value] = /^\+?([A-Za-z_]\w*)(?:=(\S+))?$/.exec(part) ?? [];
    if (key === undefined) throw refusedText(`cannot be read at '${part}'`);
    if (members.has(key)) throw refusedText(`says +${key} twice`);
    members.set(key, value ?? '');
  }
  const take = (key: string) => {
    const value = members.get(key);
    members.delete(key);
    return value;
  };
  const parsed = (key: string, parse: (value: string) => number | undefined) => {
    const value = take(key);
    if (value === undefined) return undefined;
    const number = parse(value);
    if (number === undefined) throw refusedText(`holds no number in +${key}=${value}`);
    return number;
  };
  return {
    text: take,
    flag: (key) => {
      const value = take(key);
      if (value !== undefined && value !== '')
        throw refusedText(`holds +${key}=${value}, which takes no value`);
      return value !== undefined;
    },
    number: (key) => parsed(key, decimal),
    angle: (key) => parsed(key, (value) => decimal(value) ?? sexagesimal(value, key)),
    left: () => [...members.keys()],
  };
}

/** A decimal number; undefined where the text is none. */
export function decimal(text: string): number | undefined {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Degrees in 129E or 2d20'14.025"E; undefined where the text is neither, or of the other axis. */
export function sexagesimal(text: string, key: string): number | undefined {
  const pattern = /^([-+]?)(\d+(?:\.\d+)?)(?:d(?:(\d+(?:\.\d+)?)')?(?:(\d+(?:\.\d+)?)")?)?([NSEW]?)$/i;
  const [whole, sign, degrees, minutes = '0', seconds = '0', side = ''] = pattern.exec(text) ?? [];
  const sides = /^lat/.test(key) ? 'NS' : 'EW';
  const west = side.toUpperCase();
  if (whole === undefined || (west !== '' && (!sides.includes(west) || sign !== ''))) return undefined;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  const size = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return sign === '-' || west === 'S' || west === 'W' ? -size : size;
}
