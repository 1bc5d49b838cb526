import type { Scene } from '#domain/scene/scene.contract.ts';
import { isMadeAgain } from '#domain/scene/scene.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { formatAcquired, formatDay, formatPercent, formatResolution, plural } from './formats.ts';

/** What is known of a scene where it is shown: the share of the view that it covers, 0 to 1, and its side. */
export type Shown = { covered: number | undefined; side: 'before' | 'after' | undefined };

/** What a scene is called: its date, and its title where that says more than the date again. */
export function sceneName(scene: Scene): string {
  const day = formatDay(scene);
  const title = scene.title.replace(day, '').replace(/^[\s,·_-]+|[\s,·_-]+$/g, '');
  return title ? `${day} · ${isolated(title)}` : day;
}

/** A scene where it is to be chosen, by its name or a shorter one. That it is closed comes first: the end may be cut. */
export function sceneChoice(scene: Scene, name: string = sceneName(scene)): string {
  return scene.closed ? `Closed: ${name}` : name;
}

/** A scene on the timeline in one sentence, for those who do not see it there. */
export function sceneInWords(scene: Scene, { covered, side }: Shown): string {
  return [
    formatAcquired(scene),
    isolated(scene.title),
    sensorInWords(scene),
    stateInWords(scene),
    coverageInWords(covered),
    cloudsInWords(scene),
    scene.closed && 'closed',
    side,
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}

/** What the card of a scene tells, name by name. */
export function sceneFacts(scene: Scene, covered: number | undefined): [name: string, told: string][] {
  const { gsd, offNadir, offset, cloudCover, state } = scene;
  return [
    ['Acquired', `${formatAcquired(scene)}${exactnessInWords(scene)}`],
    ['Sensor', sensorInWords(scene) ?? 'Not stated'],
    ...(state === 'ready'
      ? ([
          ['Pixel', formatResolution(gsd)],
          ['Off-nadir', offNadir === undefined ? 'Not stated' : `${offNadir}°`],
          ['Cloud', cloudCover === undefined ? 'Not stated' : formatCloud(cloudCover)],
          ['In view', covered === undefined ? 'Not known yet' : `covers ${formatPercent(covered)}`],
          ['Offset', offsetInWords(offset)],
        ] satisfies [string, string][])
      : ([['State', stateInWords(scene) ?? '']] satisfies [string, string][])),
  ];
}

/** The share of an image that clouds hide, told no finer than it is known. */
export function formatCloud(perCent: number): string {
  return `${Math.round(perCent)}%`;
}

/** Why a scene is not to be seen (yet). */
export function stateInWords(scene: Scene): string | undefined {
  const { state, progress, failure } = scene;
  if (isMadeAgain(scene)) return `its display copy is being made again, ${formatPercent(progress)}`;
  if (state === 'ingesting') return `being taken in, ${formatPercent(progress)}`;
  return state === 'failed'
    ? `could not be taken in: ${failure?.detail ?? 'the file could not be read.'}`
    : undefined;
}

/** What is to be said on the map of scenes that were seen before and cannot be now; undefined where all can. */
export function lostInWords(scenes: readonly Scene[]): string | undefined {
  const gone = scenes.filter(
    ({ state, failure }) => state === 'failed' && failure?.code === 'original_missing',
  );
  const again = scenes.filter(isMadeAgain);
  const [first, ...others] = again;
  const sentences = gone.map((scene) => `${sceneName(scene)} cannot be shown. ${scene.failure?.detail}`);
  if (first)
    sentences.push(
      others.length === 0
        ? `${sceneName(first)}: its display copy is being made again, ${formatPercent(first.progress)}. It comes back by itself.`
        : `The display copies of ${again.length} scenes are being made again. They come back by themselves.`,
    );
  return sentences.join(' ') || undefined;
}

/** What the filters of the timeline leave out. */
export function leftOutInWords(count: number): string {
  return `${plural(count, 'scene')} hidden by the filters`;
}

/** Scenes that stand too close to be told apart on the timeline. */
export function crowdInWords(scenes: readonly Scene[]): string {
  const [first, last] = [scenes[0], scenes.at(-1)];
  return `${plural(scenes.length, 'more scene')} at ${first?.acquired.slice(0, 10)}${
    last && last.acquired.slice(0, 10) !== first?.acquired.slice(0, 10)
      ? ` to ${last.acquired.slice(0, 10)}`
      : ''
  }: zoom in`;
}

function sensorInWords({ platform, instrument }: Scene): string | undefined {
  return [platform, instrument].flatMap((words) => (words ? [isolated(words)] : [])).join(', ') || undefined;
}

function exactnessInWords({ acquiredPrecision }: Scene): string {
  if (acquiredPrecision === 'month') return ' (day not known)';
  return acquiredPrecision === 'year' ? ' (month not known)' : '';
}

function coverageInWords(covered: number | undefined): string | undefined {
  return covered === undefined ? undefined : `covers ${formatPercent(covered)} of the view`;
}

function cloudsInWords({ cloudCover }: Scene): string | undefined {
  return cloudCover === undefined ? undefined : `${formatCloud(cloudCover)} cloud`;
}

function offsetInWords({ east, north }: Scene['offset']): string {
  return east === 0 && north === 0 ? 'None' : `${east} m east, ${north} m north`;
}
