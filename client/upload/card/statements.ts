import { statementsOfFileName } from '#domain/metadata/file-name.rules.ts';
import { defaultStatements, providerIn } from '#domain/metadata/site-default.rules.ts';
import { statementsOfTags } from '#domain/metadata/tiff-tags.rules.ts';
import type { Statement } from '#domain/vocabulary/statement.contract.ts';
import { workspaceOf } from '../../core/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { readTiffTags } from './tiff-tags.ts';

/** A file that is not read, with a sentence why. */
export type Unread = { fileName: string; detail: string };

/** All that is said of an image, and which files beside it could not be read. */
export type Sources = { statements: Statement[]; unread: Unread[] };

const MAXIMUM_BYTES = 3 * 2 ** 20;

/**
 * What an image's tags, its name, the metadata files beside it and the other scenes of its site, where that is on
 * screen, say of it, by the rules that the server uses when the scene is added.
 */
export async function statementsOf(siteId: string, image: File, beside: readonly File[]): Promise<Sources> {
  const read = await Promise.all(beside.filter(({ name }) => METADATA.test(name)).map(readBeside));
  const statements = [
    ...statementsOfTags(await readTiffTags(image)),
    ...read.flatMap((one) => one.statements),
    ...statementsOfFileName(image.name, new Date()),
  ];
  const scenes = workspaceOf(siteId)?.get(sceneModel).scenes.peek() ?? [];
  return {
    statements: [...statements, ...defaultStatements(scenes, providerIn(statements))],
    unread: read.flatMap((one) => one.unread),
  };
}
/** Masks, world files and GDAL's notes are no metadata of ours. */
const METADATA = /(?<!\.aux)\.(?:json|imd|xml|dim|txt)$/i;

async function readBeside(file: File): Promise<Sources> {
  if (file.size > MAXIMUM_BYTES)
    return {
      statements: [],
      unread: [{ fileName: file.name, detail: 'It is too large for a metadata file.' }],
    };
  // The reader of XML is fetched when first needed.
  const { statementsOfMetadataFile } = await import('#domain/metadata/beside.rules.ts');
  try {
    return {
      statements: statementsOfMetadataFile({ fileName: file.name, text: await file.text() }),
      unread: [],
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { statements: [], unread: [{ fileName: file.name, detail }] };
  }
}
