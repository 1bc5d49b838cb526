import { isolated } from '#domain/text/text.rules.ts';

/** Why a part of a file is not laid over: of one, of several. */
const REASONS = {
  none: ['has no position', 'have no position'],
  kind: ['is of a kind that is not known', 'are of a kind that is not known'],
  coordinates: ['has coordinates that cannot be read', 'have coordinates that cannot be read'],
  outside: [
    'has a longitude beyond 180 or a latitude beyond 90 degrees (longitude comes first)',
    'have a longitude beyond 180 or a latitude beyond 90 degrees (longitude comes first)',
  ],
  nowhere: [
    'lies far from where its reference system is used',
    'lie far from where their reference system is used',
  ],
  few: ['has too few corners', 'have too few corners'],
  cut: ['is cut off where the file ends', 'are cut off where the file ends'],
  model: ['is a 3D model', 'are 3D models'],
  photo: ['is a photo', 'are photos'],
  screen: ['is a picture on the screen', 'are pictures on the screen'],
  tour: ['is a tour', 'are tours'],
  link: [
    'is a link to another file, which is not fetched',
    'are links to other files, which are not fetched',
  ],
  file: ['is a file inside that cannot be read as KML', 'are files inside that cannot be read as KML'],
  unlinked: ['is a KML file inside that nothing links to', 'are KML files inside that nothing links to'],
} as const;

/** A part of a file that is not laid over, and what it is called there. */
export type LostPart = { why: keyof typeof REASONS; name?: string | undefined };

const MOST_NAMED = 3;
const LONGEST_NAME = 40;

/** A sentence that counts and names what is left out of so many features; undefined where nothing is. */
export function lostSentence(lost: readonly LostPart[], laid: number): string | undefined {
  if (lost.length === 0) return undefined;
  const all = lost.length + laid;
  const reasons = [...Map.groupBy(lost, ({ why }) => why)].map(
    ([why, parts]) => `${count(parts.length)} ${REASONS[why][parts.length === 1 ? 0 : 1]}${namesOf(parts)}`,
  );
  return `${count(lost.length)} of ${count(all)} features ${lost.length === 1 ? 'is' : 'are'} left out: ${reasons.join(', ')}.`;
}

function namesOf(parts: readonly LostPart[]): string {
  const names = [...new Set(parts.flatMap(({ name }) => name ?? []))];
  if (names.length === 0) return '';
  const named = names.slice(0, MOST_NAMED).map((name) => `'${isolated(shortened(name))}'`);
  return ` (${named.join(', ')}${names.length > MOST_NAMED ? ', …' : ''})`;
}

function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME).join('')}…`;
}

const count = (number: number) => number.toLocaleString('en');
