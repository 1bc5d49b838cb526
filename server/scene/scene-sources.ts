import { statementsOfFileName } from '#domain/metadata/file-name.rules.ts';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { defaultStatements, providerIn } from '#domain/metadata/site-default.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import { asideOf } from '../aside/aside.ts';
import { metadataTooMuch } from '../aside/too-much.ts';
import type * as metadataFileTasks from './metadata-file.tasks.ts';

const aside = asideOf<typeof metadataFileTasks>(
  new URL('./metadata-file.tasks.ts', import.meta.url),
  metadataTooMuch,
);

const MAXIMUM_BYTES = 4 * 2 ** 20;

/**
 * All that is said of a new scene: by its file's tags, by the files that came beside it, by its name, and by what
 * was kept for the site from its other scenes. `provider` is the one that was stated.
 */
export function sourcesOf(
  { fileName, tags, beside }: { fileName: string; tags: readonly Statement[]; beside: readonly Statement[] },
  others: readonly Scene[],
  { provider, now }: { provider: string | null | undefined; now: Date },
): Statement[] {
  const statements = [...tags, ...beside, ...statementsOfFileName(fileName, now)];
  return [...statements, ...defaultStatements(others, provider ?? providerIn(statements))];
}

/**
 * What files say that came beside an image. One that is no metadata, or none that is read, says nothing; it is
 * kept all the same.
 */
export async function statementsBeside(
  beside: readonly { fileName: string; file: { path: string; size: number } }[],
): Promise<Statement[]> {
  const told = beside.map(async ({ fileName, file }) =>
    file.size > MAXIMUM_BYTES ? [] : statementsOrNone(fileName, file.path),
  );
  return (await Promise.all(told)).flat();
}

async function statementsOrNone(fileName: string, path: string): Promise<Statement[]> {
  try {
    return await aside('statementsOfMetadataAt', path, fileName);
  } catch (error) {
    if (error instanceof MetadataRefusal) return [];
    throw error;
  }
}
