import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { sceneMetadataSchema } from '#domain/scene/scene.contract.ts';
import type { Origin, Statement } from '#domain/vocabulary/statement.contract.ts';
import type { RawStatement } from './product/element.rules.ts';

/**
 * Those statements of one source that make sense: what is empty, out of range or no date that exists is left out.
 * `place` tells where a key stands, such as the name of the file.
 */
export function checkedStatements(
  { from, place }: { from: Origin['from']; place?: string },
  statements: RawStatement[],
): Statement[] {
  return statements.flatMap(({ field, value, key, caution, offered }) => {
    const given = typeof value === 'string' ? value.replaceAll(/\p{Cf}/gu, '').trim() : value;
    if (given === undefined || given === '') return [];
    const parsed = sceneMetadataSchema.shape[field].safeParse(given);
    if (!parsed.success || parsed.data === undefined || parsed.data === null) return [];
    const normal = field === 'acquired' ? (readAcquired(String(given))?.value ?? given) : parsed.data;
    // A key may come from the file itself, hence hold anything.
    const words = [place, key].filter(Boolean).join(': ');
    const detail = words
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .slice(0, 400)
      .toWellFormed();
    return [
      {
        field,
        value: normal,
        from,
        ...(detail && { detail }),
        ...(caution && { caution }),
        ...(offered && { offered }),
      },
    ];
  });
}

/** How far apart two numbers may lie and still say the same, in the unit of the field. */
const tolerances: Partial<Record<Statement['field'], number>> = { cloudCover: 1 };
const DEGREES = 0.1;
const PIXEL_SHARE = 0.1;
const MINUTE = 60_000;

/**
 * Whether two values of a field say the same, up to rounding and exactness: a date agrees with one that it lies
 * within, instants with those less than a minute away.
 */
export function agrees(
  field: Statement['field'],
  one: Statement['value'],
  other: Statement['value'],
): boolean {
  if (one === other) return true;
  if (field === 'acquired') {
    const [first, second] = [readAcquired(String(one)), readAcquired(String(other))];
    if (!first || !second) return false;
    if (first.precision === 'instant' && second.precision === 'instant')
      return Math.abs(first.start.getTime() - second.start.getTime()) < MINUTE;
    return first.start <= second.end && second.start <= first.end;
  }
  if (typeof one === 'number' && typeof other === 'number') {
    if (field === 'gsd') return Math.abs(one - other) <= PIXEL_SHARE * Math.max(one, other);
    const apart = Math.abs(one - other);
    return Math.min(apart, field.endsWith('Azimuth') ? 360 - apart : apart) <= (tolerances[field] ?? DEGREES);
  }
  const [first, second] = [plain(one), plain(other)];
  // 'Maxar' and 'Maxar (DigitalGlobe)' are one provider.
  return first === second || (field === 'provider' && (first.includes(second) || second.includes(first)));
}

function plain(value: Statement['value']): string {
  return String(value)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
