import { type BesidePlace, isPlaceFile, placeBeside } from '#domain/placement/beside-place.rules.ts';
import { type HandPlacement, handPlacementSchema } from '#domain/placement/placement.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';

/** Where an image lies, as it is being typed: every figure is the text in its cell. */
export type PlacementDraft = {
  kind: HandPlacement['kind'];
  crs: string;
  /** x and y of the upper left, upper right, lower right and lower left corner. */
  corners: readonly (readonly string[])[];
  /** Column, row, x and y of each point. */
  points: readonly (readonly string[])[];
  /** The six lines of a world file; empty where the file's own transform counts. */
  worldFile: string;
};

const BLANK_SYSTEM = 'EPSG:4326';

export const blankPlacementDraft: PlacementDraft = {
  kind: 'corners',
  crs: BLANK_SYSTEM,
  corners: Array.from({ length: 4 }, () => ['', '']),
  points: Array.from({ length: 4 }, () => ['', '', '', '']),
  worldFile: '',
};

/** What the files beside an image say of its place, file by file. */
export type SaidOfPlace = readonly (BesidePlace & { fileName: string })[];

export async function readPlaces(beside: readonly File[]): Promise<SaidOfPlace> {
  const read = beside
    .filter(({ name }) => isPlaceFile(name))
    .map(async (file) => {
      if (file.size > MAXIMUM_BYTES)
        return { fileName: file.name, unread: 'It is too large to be read for the place.' };
      return { fileName: file.name, ...placeBeside(file.name, new Uint8Array(await file.arrayBuffer())) };
    });
  return Promise.all(read);
}
const MAXIMUM_BYTES = 4 * 2 ** 20;

/**
 * A draft with what the files beside the image say, where nothing was typed since they said `before`: GDAL's notes
 * count before a .prj and a world file. Where none names the reference system, that is left to be said.
 */
export function placedBeside(draft: PlacementDraft, said: SaidOfPlace, before: SaidOfPlace): PlacementDraft {
  return JSON.stringify(draft) === JSON.stringify(draftOf(before)) ? draftOf(said) : draft;
}

function draftOf(said: SaidOfPlace): PlacementDraft {
  const ordered = said.toSorted((one, other) => Number(isNotes(other)) - Number(isNotes(one)));
  const crs = ordered.find((one) => one.crs !== undefined)?.crs ?? '';
  const worldFile = ordered.find(({ transform }) => transform)?.transform?.join('\n') ?? '';
  const points = ordered.find((one) => one.points)?.points;
  if (points && worldFile === '') {
    const rows = points.map(({ column, row, x, y }) => [column, row, x, y].map(String));
    return { ...blankPlacementDraft, kind: 'control_points', points: rows, crs };
  }
  return worldFile === '' && crs === ''
    ? blankPlacementDraft
    : { ...blankPlacementDraft, kind: 'grid', worldFile, crs };
}

function isNotes({ fileName }: { fileName: string }): boolean {
  return /\.aux\.xml$/i.test(fileName);
}

/** A draft to begin with, where nothing was typed: of an image that lacks its reference system alone, that is asked for. */
export function startingDraft(draft: PlacementDraft, reason: string | undefined): PlacementDraft {
  if (
    !reason?.startsWith('reference_system') ||
    JSON.stringify(draft) !== JSON.stringify(blankPlacementDraft)
  )
    return draft;
  return { ...draft, kind: 'grid', crs: '' };
}

/**
 * What a draft says, or what is missing or wrong in it, below the pointer '/placement'. A grid may leave out the
 * reference system where the image names its own.
 */
export function readPlacementDraft(
  draft: PlacementDraft,
  namesOwn: boolean,
): { placement: HandPlacement } | { faults: Fault[] } {
  const parsed = handPlacementSchema.safeParse(stated(draft, namesOwn));
  if (parsed.success) return { placement: parsed.data };
  const [issue] = parsed.error.issues;
  const figures = issue?.path[0] !== 'crs' && issue?.path.some((step) => typeof step === 'number');
  return {
    faults: [
      {
        pointer: `/placement/${issue?.path[0] === 'crs' ? 'crs' : 'figures'}`,
        detail: figures ? missing(draft.kind, Number(issue?.path[1])) : (issue?.message ?? ''),
      },
    ],
  };
}

function stated({ kind, crs, corners, points, worldFile }: PlacementDraft, namesOwn: boolean): unknown {
  const system = /^\d+$/.test(crs.trim()) ? `EPSG:${crs.trim()}` : crs.trim();
  if (kind === 'corners') return { kind, crs: system, corners: corners.map((cells) => cells.map(figure)) };
  if (kind === 'grid') {
    const lines = worldFile.trim().split(/\s+/).filter(Boolean);
    return {
      kind,
      ...(!(namesOwn && system === '') && { crs: system }),
      ...(lines.length > 0 && { transform: lines.map(figure) }),
    };
  }
  const given = points.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  return {
    kind,
    crs: system,
    points: given.map(([column = '', row = '', x = '', y = '']) => {
      return { column: figure(column), row: figure(row), x: figure(x), y: figure(y) };
    }),
  };
}

function missing(kind: PlacementDraft['kind'], index: number): string {
  if (kind === 'grid') return 'A world file has six lines, a number in each.';
  return `${kind === 'corners' ? 'Corner' : 'Point'} ${index + 1} lacks a figure, or holds something that is none.`;
}

/** The number in a cell, with a point or a comma before its decimals. */
function figure(text: string): number | string {
  const plain = text.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return plain === '' || !Number.isFinite(Number(plain)) ? text : Number(plain);
}

/**
 * Cells with a text pasted into one of them: a block from a spreadsheet, or lines of figures, fills those to its
 * right and below. Undefined where the text is a single figure, which is pasted as any other.
 */
export function pasted(
  cells: readonly (readonly string[])[],
  at: { row: number; column: number },
  text: string,
  mayGrow: boolean,
): string[][] | undefined {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\t|;|,\s+|\s+/));
  if (lines.length === 1 && lines[0]!.length === 1) return undefined;
  const width = cells[0]!.length;
  const filled = cells.map((row) => [...row]);
  for (const [down, figures] of lines.entries()) {
    const row = at.row + down;
    if (row >= filled.length && !mayGrow) break;
    filled[row] ??= new Array<string>(width).fill('');
    for (const [right, value] of figures.entries())
      if (at.column + right < width) filled[row]![at.column + right] = value;
  }
  return filled;
}
