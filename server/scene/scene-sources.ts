import { readFile } from 'node:fs/promises';
import type { Inspection } from '../imagery/inspect.ts';
import { claimsOfMetadataFile } from './metadata/beside.rules.ts';
import type { Claim } from './metadata/claim.contract.ts';
import { metadataFileSchema } from './metadata/claim.contract.ts';
import { MetadataRefusal } from './metadata/element.rules.ts';
import { claimsOfFileName } from './metadata/file-name.rules.ts';
import { defaultClaims, providerIn } from './metadata/site-default.rules.ts';
import { claimsOfTags } from './metadata/tiff-tags.rules.ts';
import type { Scene } from './scene.contract.ts';

const MAXIMUM_BYTES = 4 * 2 ** 20;

/**
 * All that is said of a new scene: by its file's tags, by the files that came beside it, by its name, and by what
 * was kept for the site from its other scenes. `provider` is the one that was stated. A file beside it that is no metadata, or no such that is read, says
 * nothing; it is kept all the same.
 */
export async function sourcesOf(
  { fileName, inspection }: { fileName: string; inspection: Inspection },
  beside: readonly { fileName: string; file: { path: string; size: number } }[],
  others: readonly Scene[],
  { provider, now }: { provider: string | null | undefined; now: Date },
): Promise<Claim[]> {
  const told = await Promise.all(
    beside.map(async ({ fileName, file }) =>
      file.size > MAXIMUM_BYTES ? [] : claimsOrNone(fileName, await readFile(file.path, 'utf8')),
    ),
  );
  const claims = [...claimsOfTags(inspection.metadata), ...told.flat(), ...claimsOfFileName(fileName, now)];
  return [...claims, ...defaultClaims(others, provider ?? providerIn(claims))];
}

function claimsOrNone(fileName: string, text: string): Claim[] {
  const file = metadataFileSchema.safeParse({ fileName, text });
  if (!file.success) return [];
  try {
    return claimsOfMetadataFile(file.data);
  } catch (error) {
    if (error instanceof MetadataRefusal) return [];
    throw error;
  }
}
