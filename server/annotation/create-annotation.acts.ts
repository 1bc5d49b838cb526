import type { Kysely } from 'kysely';
import type { Acquired } from '#domain/acquired/acquired.rules.ts';
import type { Annotation, AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import { claimOf } from '#domain/annotation/claim.rules.ts';
import { annotationNumber } from '#domain/annotation/number.rules.ts';
import { canonicalText, sha256Hex } from '#domain/history/chain.rules.ts';
import type { Database } from '../database/client.ts';
import { entryAfter, lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';
import { acceptedScenes, checkStructure, present, refuseDeleted, withWarnings } from './annotation.acts.ts';
import { toFeature } from './annotation.feature.ts';
import { type AnnotationRow, type Details, detailColumns, versionColumns } from './annotation.queries.ts';
import { type Drawn, type Ground, insertDrawn, MovedOn, readGround } from './create-annotation.queries.ts';

/** The annotation that is there now, and whether it is new. */
type Drawing = { annotation: Annotation; created: boolean };

/**
 * Stores an annotation, or gives the one that is there where the same was sent before (`created` false).
 * Throws a problem: 404 for the site, 409 for an id that is taken, 410 for one that was deleted, 422 for
 * what the rules of a claim refuse.
 */
export async function createAnnotation(
  database: Kysely<Database>,
  siteId: string,
  input: AnnotationInput,
  acting: Acting,
): Promise<Drawing> {
  const request = { ...input, id: input.id ?? crypto.randomUUID() };
  const site = siteOf(database, siteId);
  // Writers at one site would but wait for each other in the database, where one that comes late reads again.
  const mine = site.turn.then(() => drawInTurn(database, siteId, request, acting, site));
  const turn = mine
    .catch(() => {})
    .then(() => {
      if (site.turn === turn && !site.known) atHand.get(database)!.delete(siteId);
    });
  site.turn = turn;
  return mine;
}

/**
 * The ground that the last drawing at a site left, and when it is the next one's turn. Every act at a site adds
 * to its chain, so that an entry that still fits onto it tells that nothing known has changed meanwhile.
 */
type SiteAtHand = { known: Ground | undefined; turn: Promise<unknown> };

const atHand = new WeakMap<Kysely<Database>, Map<string, SiteAtHand>>();

function siteOf(database: Kysely<Database>, siteId: string): SiteAtHand {
  const sites = atHand.get(database) ?? new Map<string, SiteAtHand>();
  atHand.set(database, sites);
  const site = sites.get(siteId) ?? { known: undefined, turn: Promise.resolve() };
  sites.set(siteId, site);
  return site;
}

async function drawInTurn(
  database: Kysely<Database>,
  siteId: string,
  request: AnnotationInput & { id: string },
  acting: Acting,
  site: SiteAtHand,
): Promise<Drawing> {
  const { beforeSceneId, afterSceneId } = request.properties;
  const sceneIds = [beforeSceneId, afterSceneId];
  const wanted = { id: request.id, sceneIds };
  const { known } = site;
  const drawOn = async (ground: Ground, connection = database) => {
    site.known = undefined;
    const { next, ...drawing } = await draw(connection, siteId, request, acting, ground);
    site.known = next;
    return drawing;
  };
  if (known && sceneIds.every((id) => known.scenes.has(id)))
    try {
      return await drawOn(known);
    } catch {
      // What was known may be out of date: then this is no reason to refuse.
    }
  try {
    return await drawOn(await readGround(database, siteId, wanted));
  } catch (error) {
    if (!(error instanceof MovedOn)) throw error;
    return database.transaction().execute(async (transaction) => {
      await lockSite(transaction, siteId);
      return drawOn(await readGround(transaction, siteId, wanted), transaction);
    });
  }
}

async function draw(
  database: Kysely<Database>,
  siteId: string,
  input: AnnotationInput & { id: string },
  { by, at }: Acting,
  ground: Ground,
): Promise<Drawing & { next?: Ground }> {
  const { id } = input;
  const requestSha256 = sha256Hex(canonicalText(JSON.parse(JSON.stringify(input))));
  const { title, description, count, viewing } = input.properties;
  const details = { title, description, count, viewing };
  const structureId = input.properties.structureId ?? crypto.randomUUID();
  const claim = claimOf(input);
  if (ground.there)
    return { annotation: sameAgain(await present(database, id), siteId, requestSha256), created: false };
  const scenes = await acceptedScenes(claim, ground.scenes);
  if (input.properties.structureId) await checkStructure(database, siteId, structureId);
  const { code, number } = ground.site;
  const version = versionColumns({ id, version: 1, claim, by, at });
  const history = entryAfter(ground.head, {
    siteId,
    at,
    actor: by,
    act: 'annotation.drawn',
    entity: 'annotation',
    entityId: id,
    version: 1,
    change: { number: annotationNumber(code, number), structureId, claim, details, status: 'observed' },
  });
  const drawn: Drawn = {
    siteId,
    number,
    structureId,
    details: detailColumns(details),
    version,
    requestSha256,
    history: history.row,
    event: { kind: 'annotation', siteId, id, version: 1 },
  };
  await insertDrawn(database, drawn);
  const row = input.properties.structureId
    ? await present(database, id)
    : firstRow(drawn, { geometry: claim.geometry, viewing }, code, scenes);
  const { seq, hash } = history.row;
  const next = { ...ground, site: { code, number: number + 1 }, head: { seq, hash } };
  return { annotation: withWarnings(toFeature(row), claim, scenes), created: true, next };
}

/**
 * What `present` reads of an annotation just drawn on a structure of its own: all of it is known, so that
 * reading it back would only make the analyst wait.
 */
function firstRow(
  { siteId, number, structureId, details, version, requestSha256 }: Drawn,
  { geometry, viewing }: Pick<AnnotationRow, 'geometry'> & Pick<Details, 'viewing'>,
  siteCode: string,
  scenes: { before: Acquired; after: Acquired },
): AnnotationRow {
  const { annotation_id: id, created_by: by, created_at: at, bounds, ...claim } = version;
  return {
    ...claim,
    ...details,
    viewing: viewing ?? null,
    id,
    geometry,
    site_id: siteId,
    site_code: siteCode,
    number,
    structure_id: structureId,
    status: 'observed',
    review_requested: false,
    superseded_by: null,
    revision: 1,
    request_sha256: requestSha256,
    claim_by: by,
    created_by: by,
    created_at: at,
    updated_by: by,
    updated_at: at,
    deleted_at: null,
    deletion_reason: null,
    before_acquired: scenes.before.value,
    after_acquired: scenes.after.value,
    likelihood: null,
    confidence: null,
    sightings: null,
  };
}

function sameAgain(row: AnnotationRow, siteId: string, requestSha256: string): Annotation {
  if (row.site_id !== siteId || row.request_sha256 !== requestSha256)
    throw problem('id_taken', {
      detail: 'Another annotation has this id: send yours with an id of its own.',
      errors: [{ pointer: '/id', detail: 'Another annotation has this id.' }],
    });
  refuseDeleted(row);
  return toFeature(row);
}
