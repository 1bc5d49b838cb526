import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { statementsOfMetadataFile } from '#domain/metadata/beside.rules.ts';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { originsAfter, propose } from '#domain/metadata/proposal.rules.ts';
import type { ScenePart, ScenePatch } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { MetadataFile, StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { asideOf } from '../aside/aside.ts';
import { metadataTooMuch } from '../aside/too-much.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lockScene, record, refuseStale } from './scene.acts.ts';
import { patchColumns } from './scene.columns.ts';
import { lockOriginal, requireScene, type SceneRow, toScene, updateScene } from './scene.queries.ts';
import { replaceOriginals } from './scene-original.queries.ts';

const aside = asideOf<{ statementsOfMetadataFile: typeof statementsOfMetadataFile }>(
  '#domain/metadata/beside.rules.ts',
  metadataTooMuch,
);

/**
 * Keeps a metadata file with a scene. What it says fills fields that state nothing; where it contradicts what
 * stands, both are kept and nothing is overwritten. A file of the same name that was given before speaks no longer.
 * Throws a problem: 404, 412 for a stale version, 422 with a sentence for a file that is not read.
 */
export async function addMetadataFile(
  { database, blobs }: { database: Kysely<Database>; blobs: BlobStore },
  id: string,
  ifMatch: number | undefined,
  given: MetadataFile,
  acting: Acting,
): Promise<SceneRow> {
  const said = await statementsOrRefuse(given);
  const { fileName } = given;
  const file = await blobs.receive(Readable.from([Buffer.from(given.text)]));
  try {
    return await database.transaction().execute(async (transaction) => {
      const before = await lockScene(transaction, id);
      refuseStale(before, ifMatch);
      await lockOriginal(transaction, file.sha256);
      await blobs.keepOriginal(file);
      const scene = toScene(before);
      const own = ({ from, detail }: Statement) => from === 'beside' && detail?.startsWith(`${fileName}: `);
      const statements = [...scene.claims.filter((statement) => !own(statement)), ...said];
      const filled: ScenePatch = Object.fromEntries(
        Object.entries(propose(statements))
          .filter(([field, { chosen }]) => scene[field as StatedField] === undefined && !chosen.caution)
          .map(([field, { chosen }]) => [field, chosen.value]),
      );
      const { offset, ...stated } = filled;
      const origins = originsAfter(scene.origins, stated, statements, acting.by);
      await updateScene(transaction, id, {
        ...patchColumns(filled),
        origins: JSON.stringify(origins),
        claims: JSON.stringify(statements),
        updated_at: acting.at,
      });
      const part: ScenePart = { role: 'metadata', fileName, sha256: file.sha256, size: file.size };
      const others = before.originals.filter(({ sha256 }) => sha256 !== file.sha256);
      await replaceOriginals(transaction, id, [...others, part]);
      const row = await requireScene(transaction, id);
      await record(transaction, row, acting, 'scene.described', { ...filled, file: part, claims: said });
      return row;
    });
  } finally {
    await blobs.discard(file);
  }
}

async function statementsOrRefuse(given: MetadataFile): Promise<Statement[]> {
  try {
    return await aside('statementsOfMetadataFile', given);
  } catch (error) {
    if (!(error instanceof MetadataRefusal)) throw error;
    throw problem('file_refused', { detail: `${isolated(given.fileName)} is not read. ${error.message}` });
  }
}
