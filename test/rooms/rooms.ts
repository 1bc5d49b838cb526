/** A file that imports another, both by their path from the root of the project; types count. */
export type Need = { from: string; to: string };
/** Rooms of one floor stand side by side; each floor needs only those before it in the list. */
export type Floors = readonly (readonly string[])[];

/** More source files than this in one folder are no room any more, but a store. */
const MOST_FILES = 20;
/** What a README of a room may say why its folder holds more. */
const REASON = /^More than 20 files: \S/m;
const DOOR = /^Door: (.+)$/m;

/**
 * Folders that need each other. At each folder its subfolders, each with all that lies below it, and the folder's own files
 * are taken as one each: none may reach itself again. So no two folders need each other, however deep they lie.
 */
export function circlesOfFolders(needs: readonly Need[]): string[] {
  const graphs = new Map<string, Map<string, Map<string, Need>>>();
  for (const need of needs) {
    const [folder, from, to] = parting(need);
    if (from === to) continue;
    const graph = graphs.get(folder) ?? new Map<string, Map<string, Need>>();
    const targets = graph.get(from) ?? new Map<string, Need>();
    targets.set(to, targets.get(to) ?? need);
    graphs.set(folder, graph.set(from, targets));
  }
  return [...graphs].flatMap(([folder, graph]) => {
    const circle = circleIn(graph);
    return circle.length === 0
      ? []
      : [
          `${folder}/: folders need each other: ${circle.map(({ from, to }) => `${from} needs ${to}`).join('; ')}`,
        ];
  });
}

/** The deepest folder that holds both files, and which part of it each lies in; '.' are the folder's own files. */
function parting({ from, to }: Need): [folder: string, from: string, to: string] {
  const [one, other] = [from.split('/'), to.split('/')];
  const deepest = Math.min(one.length, other.length) - 1;
  const first = one.slice(0, deepest).findIndex((part, at) => part !== other[at]);
  const depth = first < 0 ? deepest : first;
  const part = (path: string[]) => (depth < path.length - 1 ? path[depth]! : '.');
  return [one.slice(0, depth).join('/'), part(one), part(other)];
}

/** The needs along one circle; empty where there is none. */
function circleIn(graph: ReadonlyMap<string, ReadonlyMap<string, Need>>): Need[] {
  const left = new Set<string>();
  const walk = (node: string, way: readonly { node: string; need: Need }[]): Need[] => {
    const begun = way.findIndex((step) => step.node === node);
    if (begun >= 0) return way.slice(begun).map(({ need }) => need);
    if (left.has(node)) return [];
    for (const [to, need] of graph.get(node) ?? []) {
      const found = walk(to, [...way, { node, need }]);
      if (found.length > 0) return found;
    }
    left.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const found = walk(node, []);
    if (found.length > 0) return found;
  }
  return [];
}

/** Rooms directly below `root` that need one on their own floor or above it, or that stand on no floor. */
export function brokenFloors(needs: readonly Need[], root: string, floors: Floors): string[] {
  const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));
  const within = needs.flatMap((need) => {
    const [from, to] = [roomOf(need.from, root), roomOf(need.to, root)];
    return from && to && from !== to ? [{ need, from, to }] : [];
  });
  const homeless = new Set(within.flatMap(({ from, to }) => [from, to]).filter((room) => !floorOf.has(room)));
  return [
    ...[...homeless].map(
      (room) => `${root}/${room}: the room stands on no floor: name it in test/rooms/floors.ts`,
    ),
    ...within
      .filter(({ from, to }) => (floorOf.get(from) ?? Infinity) <= (floorOf.get(to) ?? -1))
      .map(({ need, to }) => `${need.from}: needs ${need.to}, but ${to} does not stand below it`),
  ];
}

/**
 * Imports that enter a room directly below `root` past its door. `readmeOf` gives the text of a folder's README.md, where a
 * line 'Door: `a.ts`, `b.ts`.' names what others may import; 'Door: every file.' leaves a room open.
 */
export function passedDoors(
  needs: readonly Need[],
  root: string,
  readmeOf: (folder: string) => string | undefined,
): string[] {
  return needs.flatMap(({ from, to }) => {
    const room = roomOf(to, root);
    if (!room || !from.startsWith(`${root}/`) || roomOf(from, root) === room) return [];
    const door = DOOR.exec(readmeOf(`${root}/${room}`) ?? '')?.[1];
    if (door === undefined || door.startsWith('every file')) return [];
    const inside = to.slice(`${root}/${room}/`.length);
    const open = [...door.matchAll(/`([^`]+)`/g)].some(([, pattern]) => matches(pattern!, inside));
    return open ? [] : [`${from}: enters ${root}/${room} by ${inside}, which is not its door`];
  });
}

/** `*` stands for any part of one name. */
function matches(pattern: string, file: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(file);
}

/** Folders with more source files than one can know, and no reason in a README beside them. */
export function overfullFolders(
  files: readonly string[],
  readmeOf: (folder: string) => string | undefined,
): string[] {
  const counted = Map.groupBy(files, (file) => file.slice(0, file.lastIndexOf('/')));
  return [...counted].flatMap(([folder, { length }]) =>
    length <= MOST_FILES || REASON.test(readmeOf(folder) ?? '')
      ? []
      : [
          `${folder}: holds ${length} source files, more than ${MOST_FILES}: part it, or say why in its README`,
        ],
  );
}

/** Rooms directly below `root` whose README does not say what they are for and which door they have. */
export function untoldRooms(
  files: readonly string[],
  root: string,
  readmeOf: (folder: string) => string | undefined,
): string[] {
  const rooms = new Set(files.flatMap((file) => roomOf(file, root) ?? []));
  return [...rooms].flatMap((room) => {
    const text = readmeOf(`${root}/${room}`);
    if (text === undefined) return [`${root}/${room}: has no README.md`];
    const fault = !DOOR.test(text)
      ? 'names no door'
      : !/^Never: \S/m.test(text)
        ? 'does not say what the room must never do'
        : text.trim().split('\n').length > 12
          ? 'is longer than 12 lines'
          : undefined;
    return fault ? [`${root}/${room}/README.md: ${fault}`] : [];
  });
}

function roomOf(file: string, root: string): string | undefined {
  const inside = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : '';
  return inside.includes('/') ? inside.slice(0, inside.indexOf('/')) : undefined;
}
