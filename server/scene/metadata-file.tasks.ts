import { readFile } from 'node:fs/promises';
import { statementsOfMetadataFile } from '#domain/metadata/beside.rules.ts';
import { metadataFileSchema, type Statement } from '#domain/vocabulary/statement.contract.ts';

/** What a file says that lies beside an image; nothing, where it is larger than one of metadata may be. */
export async function statementsOfMetadataAt(path: string, fileName: string): Promise<Statement[]> {
  const file = metadataFileSchema.safeParse({ fileName, text: await readFile(path, 'utf8') });
  return file.success ? statementsOfMetadataFile(file.data) : [];
}
