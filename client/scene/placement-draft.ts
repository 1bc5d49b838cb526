import { type HandPlacement, handPlacementSchema } from '../../server/scene/placement.contract.ts';
import type { FieldFault } from '../http.ts';

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

/** The texts of a world file and of a .prj file. */
type TextsOfPlace = { worldFile?: string | undefined; crs?: string | undefined };

/** What the files beside an image say of its place. */
export async function textsOfPlace(beside: readonly File[]): Promise<TextsOfPlace> {
  const textOf = async (name: RegExp) =>
    (await beside.find((file) => name.test(file.name) && file.size < MAXIMUM_BYTES)?.text())?.trim();
  return { worldFile: await textOf(/\.(?:tfw|tifw|wld)$/i), crs: await textOf(/\.prj$/i) };
}
const MAXIMUM_BYTES = 65_536;

/**
 * A draft with what the files beside the image say, where nothing was typed. A world file does not name its
 * reference system: without a .prj file that is left to be said.
 */
export function placedBeside(
  draft: PlacementDraft,
  { worldFile = '', crs = '' }: TextsOfPlace,
): PlacementDraft {
  if (worldFile === '' && crs === '') return draft;
  const cells = [...draft.corners, ...draft.points].flat();
  const blank = draft.crs === BLANK_SYSTEM && draft.worldFile === '' && cells.every((cell) => cell === '');
  // The .prj file may come after the world file.
  const halfFilled = draft.crs === '' && draft.worldFile === worldFile;
  return blank || halfFilled ? { ...draft, kind: 'grid', worldFile, crs } : draft;
}

/** What a draft says, or what is missing or wrong in it, below the pointer '/placement'. */
export function readPlacementDraft(
  draft: PlacementDraft,
): { placement: HandPlacement } | { faults: FieldFault[] } {
  const parsed = handPlacementSchema.safeParse(stated(draft));
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

function stated({ kind, crs, corners, points, worldFile }: PlacementDraft): unknown {
  const system = /^\d+$/.test(crs.trim()) ? `EPSG:${crs.trim()}` : crs.trim();
  if (kind === 'corners') return { kind, crs: system, corners: corners.map((cells) => cells.map(figure)) };
  if (kind === 'grid') {
    const lines = worldFile.trim().split(/\s+/).filter(Boolean);
    return { kind, crs: system, ...(lines.length > 0 && { transform: lines.map(figure) }) };
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
