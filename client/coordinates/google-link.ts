import { type Link, NUMBER, pairIn } from './map-links.ts';
import { plusCodeInLink } from './plus-code.ts';
import { type Candidate, candidatesOf, fixed, none, oneOf, type Reading } from './reading.ts';

const number = String.raw`(-?\d{1,3}(?:\.\d+)?)`;

/**
 * What a link of Google's maps or Earth marks, latitude first throughout but for !1d!2d of a route. The numbers behind
 * @ are the middle of the view, and beside the stops of a route they are nothing at all.
 */
export function googlePlaces(link: Link, view: string): Reading | undefined {
  const route = stopsOf(link);
  if (route) return route;
  const pins = [...link.whole.matchAll(new RegExp(`!3d${number}!4d${number}`, 'g'))].map(
    ([, latitude, longitude]) => fixed(Number(longitude), Number(latitude)),
  );
  const embedded = [...link.whole.matchAll(new RegExp(`!3m2!1d${number}!2d${number}`, 'g'))].map(
    ([, latitude, longitude]) => fixed(Number(longitude), Number(latitude)),
  );
  const marked = [...pins, ...embedded];
  if (marked.length === 1) return marked[0];
  if (marked.length > 1)
    return oneOf(
      marked.flatMap((pin, at) =>
        candidatesOf(pin).map((each) => ({ ...each, why: `Place ${at + 1} of the link` })),
      ),
    );
  const [, sought = ''] = /\/(?:place|search)\/([^/]+)/.exec(link.path) ?? [];
  const named = pairIn(sought, 'latitude') ?? plusCodeInLink(sought);
  if (named) return named;
  for (const name of ['q', 'query', 'viewpoint', 'cbll', 'markers', 'll']) {
    const value = (link.parameters.get(name) ?? '').split('|').at(-1)!;
    const reading = pairIn(value, 'latitude') ?? (name === 'll' ? undefined : plusCodeInLink(value));
    // Beside a search, ll is the middle of what was looked at.
    if (reading) return name === 'll' && reading.kind === 'place' ? { ...reading, why: view } : reading;
  }
  const scene = new RegExp(`@(${NUMBER},${NUMBER}),([\\d.]+a,)?`).exec(link.whole);
  const [, longitude, latitude] = new RegExp(`!1d[\\d.]+!2d${number}!3d${number}`).exec(link.whole) ?? [];
  const middle = scene
    ? pairIn(scene[1]!, 'latitude')
    : longitude !== undefined
      ? fixed(Number(longitude), Number(latitude))
      : ['center', 'sll', 'v']
          .map((name) => pairIn(link.parameters.get(name) ?? '', 'latitude'))
          .find((reading) => reading !== undefined);
  if (middle?.kind !== 'place') return middle ?? none('This link names no coordinates.');
  const street =
    scene?.[2] !== undefined && /,\d+(?:\.\d+)?y,/.test(link.whole) && !link.host.startsWith('earth.');
  return { ...middle, why: street ? 'Where the camera of this street picture stood' : view };
}

/** The stops of a route that have coordinates; undefined where the link is no route. */
function stopsOf({ path, whole, parameters }: Link): Reading | undefined {
  const [, inPath] = /\/dir\/(.*)$/.exec(path) ?? [];
  const given = ['origin', 'saddr', 'waypoints', 'destination', 'daddr'].flatMap((name) =>
    (parameters.get(name) ?? '')
      .split(/\||\s*\bto:/)
      .map((text) => ({ text, start: name === 'origin' || name === 'saddr' })),
  );
  if (inPath === undefined && !given.some(({ text }) => text !== '')) return undefined;
  const segments = (inPath ?? '')
    .split('/')
    .filter((segment) => segment !== '' && !/^(?:@|data=|am=)/.test(segment));
  const texts = [
    ...given.filter(({ text }) => text !== ''),
    ...segments.map((text, at) => ({ text, start: at === 0 && segments.length > 1 })),
  ];
  const stops = texts.flatMap(({ text, start }, at): Candidate[] => {
    const why = start ? 'Start of the route' : at === texts.length - 1 ? 'End of the route' : 'On the route';
    return candidatesOf(pairIn(text, 'latitude') ?? none()).map((each) => ({ position: each.position, why }));
  });
  const drawn = [...whole.matchAll(new RegExp(`!2m2!1d${number}!2d${number}`, 'g'))].flatMap(
    ([, longitude, latitude], at) =>
      candidatesOf(fixed(Number(longitude), Number(latitude)), `Stop ${at + 1} with coordinates`),
  );
  const stop = oneOf(
    [...stops, ...drawn.filter(({ position }) => !stops.some((one) => near(one.position, position)))],
    'A route between places that are named in words: the link holds no coordinates of them, only a view.',
  );
  if (stop.kind !== 'place') return stop;
  return { ...stop, why: 'The only stop of the route with coordinates' };
}

function near([a, b]: Candidate['position'], [c, d]: Candidate['position']): boolean {
  return Math.abs(a - c) < 1e-5 && Math.abs(b - d) < 1e-5;
}
