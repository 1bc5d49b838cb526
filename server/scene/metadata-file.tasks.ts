import { readFile } from 'node:fs/promises';
import { claimsOfMetadataFile } from '#domain/metadata/beside.rules.ts';
import { type Claim, metadataFileSchema } from '#domain/metadata/claim.contract.ts';

/** What a file says that lies beside an image; nothing, where it is larger than one of metadata may be. */
export async function claimsOfMetadataAt(path: string, fileName: string): Promise<Claim[]> {
  const file = metadataFileSchema.safeParse({ fileName, text: await readFile(path, 'utf8') });
  return file.success ? claimsOfMetadataFile(file.data) : [];
}
