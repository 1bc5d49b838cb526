import { readAcquired } from '../../server/scene/acquired.rules.ts';
import type { SceneMetadata } from '../../server/scene/scene.contract.ts';
import { acquiredInName } from './date-in-name.ts';
import { readTiffTags } from './tiff-tags.ts';

/** What is asked about a scene, as it is typed. */
export type MetadataFields = Record<Exclude<keyof SceneMetadata, 'synthetic'>, string> & {
  synthetic: boolean;
};
/** Fields with a proposal, and where the proposed date comes from. */
export type Proposal = { fields: MetadataFields; dateOrigin?: string };

const blankFields: MetadataFields = {
  title: '',
  acquired: '',
  platform: '',
  instrument: '',
  provider: '',
  licence: '',
  catalogueId: '',
  gsd: '',
  offNadir: '',
  incidenceAngle: '',
  viewAzimuth: '',
  sunAzimuth: '',
  sunElevation: '',
  cloudCover: '',
  synthetic: false,
};
const numeric: ReadonlySet<string> = new Set([
  'gsd',
  'offNadir',
  'incidenceAngle',
  'viewAzimuth',
  'sunAzimuth',
  'sunElevation',
  'cloudCover',
]);

/** What a file's name proposes. */
export function proposeFromName(fileName: string): Proposal {
  const acquired = acquiredInName(fileName, new Date());
  return {
    fields: {
      ...blankFields,
      title: fileName.replace(/\.tiff?$/i, '').slice(0, 200),
      acquired: acquired ?? '',
    },
    ...(acquired && { dateOrigin: "From the file's name: check it." }),
  };
}

/**
 * What the file itself proposes, to be laid over fields in which nothing was typed meanwhile. A date of its
 * own goes before its name's.
 */
export async function proposalOfFile(file: File): Promise<(typed: Proposal) => Proposal> {
  const { acquired, ...tags } = await readTiffTags(file);
  return ({ fields: typed, ...origin }) => {
    const fields = { ...typed };
    for (const [name, value] of Object.entries(tags) as [keyof typeof tags, string][])
      if (fields[name] === '') fields[name] = value;
    const read = acquired === undefined ? undefined : readAcquired(acquired);
    if (!read || fields.acquired !== (acquiredInName(file.name, new Date()) ?? ''))
      return { fields, ...origin };
    return { fields: { ...fields, acquired: read.value }, dateOrigin: "From the file's own tags: check it." };
  };
}

/** What was typed, as the contract wants it: fields left empty left out, figures as numbers. */
export function metadataOf(fields: MetadataFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([name, value]) => (value !== '' && value !== false) || name === 'acquired')
      .map(([name, value]) => [name, numeric.has(name) ? Number(value) : value]),
  );
}
