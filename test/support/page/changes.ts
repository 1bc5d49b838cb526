import type { ReadonlySignal } from '@preact/signals';
import { vi } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { draftModel, listModel } from '../../../client/annotation/index.ts';
import { comparisonModel } from '../../../client/comparison/index.ts';
import type { Workspace } from '../../../client/core/index.ts';
import { square, tower, type valley } from '../base/valley.ts';
import type { TestApp } from '../server/app.ts';
import { type Line, openSite } from './page.ts';

/** How long a test of the page waits for what comes. */
export const COMING = { timeout: 15_000 };

const OUTLINE = square(129.95, 42.55, 0.001);

/** Has a model's state waited for. */
export const comes = (holds: () => unknown) => vi.waitUntil(holds, COMING);

/** Has what is fetched for the screen waited for, all of it. */
export const loaded = (...resources: { standing: ReadonlySignal<{ kind: string }> }[]) =>
  comes(() => resources.every(({ standing }) => standing.value.kind === 'there'));

/** Opens a site, and waits until its scenes and all that is drawn of it are there. */
export async function openLoaded(siteId: string) {
  const workspace = openSite(siteId);
  const { listStanding } = workspace.get(listModel);
  const { after } = workspace.get(comparisonModel);
  await comes(() => listStanding.value.kind === 'there' && after.value);
  return workspace;
}

/** Has an analyst do something on a page of their own, as 'DELETE /api/scenes/…', whatever is there by then. */
export async function doneBy(server: TestApp, as: string, request: string, body?: unknown) {
  const [method, address] = request.split(' ') as [string, string];
  const answer = await server.ask(address, { method, as, body, headers: { 'If-Match': '*' } });
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body;
}

/** A change that an analyst drew on a page of their own. */
export async function drawnBy(
  server: TestApp,
  as: string,
  { siteId, sceneIds }: Awaited<ReturnType<typeof valley>>,
  more: Record<string, unknown> = {},
): Promise<Annotation> {
  const drawn = tower(sceneIds[0]!, sceneIds[2]!, more);
  return doneBy(server, as, `POST /api/sites/${siteId}/annotations`, drawn);
}

/** Changes what an annotation claims, as an analyst does on a page of their own. */
export async function changedBy(
  server: TestApp,
  as: string,
  id: string,
  change: Record<string, unknown>,
): Promise<Annotation> {
  const { body } = await server.ask(`/api/annotations/${id}`);
  const { beforeSceneId, afterSceneId, structure, change: kind, title, description } = body.properties;
  const properties = { structure, change: kind, title, description, ...change };
  const changed = tower(beforeSceneId, afterSceneId, { id, geometry: body.geometry, ...properties });
  return doneBy(server, as, `PUT /api/annotations/${id}`, changed);
}

/** Begins to draw a small square on the map of a site. */
export function beginSketch({ get }: Pick<Workspace, 'get'>): void {
  const { sketchBegun, sketchChanged } = get(draftModel);
  const nowhere = { east: 0, north: 0 };
  sketchBegun(OUTLINE[0]!, 'polygon', {
    mode: 'swipe',
    resolution: 0.5,
    drawnOnSceneId: get(comparisonModel).after.value!.id,
    offsets: { before: nowhere, after: nowhere },
  });
  sketchChanged(OUTLINE.slice(0, -1), 'polygon');
}

/** Draws it whole, and gives the id of what it becomes. */
export function drawHere(workspace: Pick<Workspace, 'get'>): string {
  const { sketchFinished, openDraft } = workspace.get(draftModel);
  beginSketch(workspace);
  sketchFinished({ type: 'Polygon', coordinates: [OUTLINE] });
  return openDraft.value!.id;
}

/** Types into the form of a draft. */
export function typeInto(
  { editProperties }: Pick<ReturnType<typeof draftModel>, 'editProperties'>,
  id: string,
  typed: Record<string, unknown>,
): void {
  editProperties(id, (draft) => ({ ...draft, properties: { ...draft.properties, ...typed } }));
}

/** Holds the next answer to a request back: it is on its way when `given` ends, and arrives once `open` is called. */
export function holdNextAnswer(line: Line, request: string): { given: Promise<void>; open: () => void } {
  const [given, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  line.holdAnswer = (named) => {
    if (named !== request) return undefined;
    line.holdAnswer = () => undefined;
    given.resolve();
    return arrives.promise;
  };
  return { given: given.promise, open: arrives.resolve };
}

/** Loses the answers to all that is written: the server has done it, and nothing is heard of that. */
export function loseAnswers(line: Line): void {
  line.holdAnswer = (named) =>
    named.startsWith('GET') ? undefined : Promise.reject(new TypeError('The line is cut.'));
}

/** A line that neither is cut nor holds anything back. */
export function mendLine(line: Line): void {
  Object.assign(line, { cut: false, hold: () => undefined, holdAnswer: () => undefined });
}
