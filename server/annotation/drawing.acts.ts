import type { Kysely } from 'kysely';
import type { Database } from '../database/client.ts';
import { normalised } from '../geometry/ring.rules.ts';
import { canonicalText, sha256Hex } from '../history/chain.rules.ts';
import { entryAfter, lockSite } from '../history/history.queries.ts';
import { problem } from '../problem.ts';
import type { Acquired } from '../scene/acquired.rules.ts';
import {
  type Acting,
  acceptedScenes,
  checkStructure,
  present,
  refuseDeleted,
  withWarnings,
} from './annotation.acts.ts';
import type { Annotation, AnnotationInput } from './annotation.contract.ts';
import { annotationNumber, toFeature } from './annotation.feature.ts';
import { type AnnotationRow, type Details, detailColumns, versionColumns } from './annotation.queries.ts';
import { claimOf } from './claim.rules.ts';
import { type Drawn, insertDrawn, MovedOn, readGround } from './drawing.queries.ts';

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
): Promise<{ annotation: Annotation; created: boolean }> {
  const request = { ...input, id: input.id ?? crypto.randomUUID() };
  try {
    return await draw(database, siteId, request, acting);
  } catch (error) {
    if (!(error instanceof MovedOn)) throw error;
    return database.transaction().execute(async (transaction) => {
      await lockSite(transaction, siteId);
      return draw(transaction, siteId, request, acting);
    });
  }
}

async function draw(
  database: Kysely<Database>,
  siteId: string,
  input: AnnotationInput & { id: string },
  { by, at }: Acting,
): Promise<{ annotation: Annotation; created: boolean }> {
  const { id } = input;
  const requestSha256 = sha256Hex(canonicalText(JSON.parse(JSON.stringify(input))));
  const { title, description, count, viewing } = input.properties;
  const details = { title, description, count, viewing };
  const structureId = input.properties.structureId ?? crypto.randomUUID();
  const claim = claimOf(input);
  const sceneIds = [claim.beforeSceneId, claim.afterSceneId];
  const ground = await readGround(database, siteId, { id, sceneIds });
  if (ground.there)
    return { annotation: sameAgain(await present(database, id), siteId, requestSha256), created: false };
  const scenes = acceptedScenes(claim, ground.scenes);
  claim.geometry = normalised(claim.geometry);
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
  return { annotation: withWarnings(toFeature(row), claim, scenes), created: true };
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
  const { annotation_id: id, created_by: by, created_at: at, bounds: _, ...claim } = version;
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
