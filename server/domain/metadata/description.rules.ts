import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { SceneMetadata } from '#domain/scene/scene.contract.ts';
import type { Origins, Statement } from '#domain/vocabulary/statement.contract.ts';
import { originsOf, propose } from './proposal.rules.ts';

/** What a new scene states, where each value comes from, and all that its sources say. */
export type Description = {
  metadata: SceneMetadata & { title: string; gsd: number; synthetic: boolean };
  origins: Origins;
  statements: Statement[];
};

/**
 * What a new scene states: what the analyst stated; where nothing was, what the sources say, unless they say it
 * with a caution; where null was, nothing. The date is always the analyst's to state. A file that says that it is
 * synthetic is so, whatever is stated. `pixelSize` is the file's own, in metres.
 */
export function describe(
  stated: SceneMetadata,
  sources: readonly Statement[],
  { fileName, pixelSize, by }: { fileName: string; pixelSize: number; by: string },
): Description {
  const statements: Statement[] = [
    ...sources,
    { field: 'title', value: titleFrom(fileName), from: 'name', detail: fileName },
    { field: 'gsd', value: pixelSize, from: 'file', detail: 'pixel size' },
  ];
  const proposals = propose(statements);
  const filled: Record<string, Statement['value'] | null> = {};
  for (const [field, { chosen }] of Object.entries(proposals))
    if (!chosen.caution) filled[field] = chosen.value;
  // What is checked field by field before it becomes a statement is what the contract asks for.
  const metadata = { ...(filled as Partial<SceneMetadata>), ...withoutUndefined(stated) };
  const whole = {
    ...metadata,
    acquired: readAcquired(stated.acquired)?.value ?? stated.acquired,
    title: metadata.title ?? titleFrom(fileName),
    gsd: metadata.gsd ?? pixelSize,
    synthetic: stated.synthetic === true || proposals.synthetic?.chosen.value === true,
  };
  const spoken = { ...whole, synthetic: whole.synthetic ? true : undefined };
  return { metadata: whole, origins: originsOf(spoken, statements, by), statements };
}

function withoutUndefined(stated: SceneMetadata): SceneMetadata {
  return Object.fromEntries(
    Object.entries(stated).filter(([, value]) => value !== undefined),
  ) as SceneMetadata;
}

/** A file's name without what marks it as a TIFF. */
function titleFrom(fileName: string): string {
  return (fileName.replace(/\.[^.]*$/, '') || fileName).slice(0, 200).toWellFormed();
}
