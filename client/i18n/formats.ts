import type { AcquiredPrecision } from '#domain/acquired/acquired.rules.ts';

const numbers = (digits: number) =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: digits, useGrouping: true });
const threeDigits = numbers(3);
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A count, such as 1,204. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Square metres in the unit that fits, told no finer than an outline drawn by hand allows. */
export function formatArea(squareMetres: number): string {
  if (squareMetres >= 1e6) return `${threeDigits.format(squareMetres / 1e6)} km²`;
  if (squareMetres >= 1e5) return `${threeDigits.format(squareMetres / 1e4)} ha`;
  if (squareMetres >= 100) return `${whole.format(squareMetres)} m²`;
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(squareMetres)} m²`;
}

/** An acquisition in UTC, as exactly as it is known and no more. */
export function formatAcquired({ acquired, acquiredPrecision }: Acquisition): string {
  return acquiredPrecision === 'instant'
    ? `${acquired.slice(0, 10)} ${acquired.slice(11, 16)} UTC`
    : acquired;
}
type Acquisition = { acquired: string; acquiredPrecision: AcquiredPrecision };

/** An acquisition without its time of day. */
export function formatDay({ acquired }: Pick<Acquisition, 'acquired'>): string {
  return acquired.slice(0, 10);
}

/** A moment that our own clock gave, to the minute, UTC. */
export function formatMoment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** Bytes in binary units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = Math.min(Math.max(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 0), units.length - 1);
  return `${threeDigits.format(bytes / 1024 ** step)} ${units[step]}`;
}

/** A part of the whole, 0 to 1, as whole per cent; 100% only when it is done. */
export function formatPercent(part: number): string {
  return `${part >= 1 ? 100 : Math.min(Math.floor(part * 100), 99)}%`;
}

/** Metres a pixel. */
export function formatResolution(metres: number): string {
  return `${threeDigits.format(metres)} m/px`;
}

/** What is left, in metres, rounded up, so that no more is said than is known: never 0.00. */
export function formatResidual(metres: number): string {
  return `${Math.max(0.01, Math.ceil(metres * 100 - 1e-6) / 100).toFixed(2)} m`;
}

/** What is left, in metres, at points that did not make the shift; without a number nobody knows. */
export function residualInWords(residual: number | null | undefined): string {
  return typeof residual === 'number' ? formatResidual(residual) : 'unknown';
}

/** One or several of a thing: plural(2, 'scene') is '2 scenes'. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A span of time that is an estimate, such as 40 s, 4 min or 1 h 20 min. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
