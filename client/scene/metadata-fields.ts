import { meantDate, readingsOfDate } from '#domain/acquired/written-date.rules.ts';
import { statementsOfFileName } from '#domain/metadata/file-name.rules.ts';
import { propose } from '#domain/metadata/proposal.rules.ts';
import { agrees } from '#domain/metadata/statement.rules.ts';
import type { SceneMetadata } from '#domain/scene/scene.contract.ts';
import type { StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { furtherFields } from './scene-field.ts';

/** What is asked about a scene, as it is typed. */
export type MetadataFields = Record<Exclude<keyof SceneMetadata, 'synthetic'>, string> & {
  synthetic: boolean;
};
/** Fields, and what the sources say that they were filled from. */
export type Proposed = { fields: MetadataFields; statements: readonly Statement[] };

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
const figures: ReadonlySet<string> = new Set(
  furtherFields.flatMap(({ name, unit }) => (unit === undefined ? [] : [name])),
);

/** What a file's name proposes. */
export function proposeFromName(fileName: string): Proposed {
  const title: Statement = {
    field: 'title',
    value: fileName.replace(/\.tiff?$/i, '').slice(0, 200),
    from: 'name',
    detail: fileName,
  };
  return lay({ fields: blankFields, statements: [] }, [title, ...statementsOfFileName(fileName, new Date())]);
}

/** What a typed date may mean where it can be read in several ways, to be offered. */
export function readingsTyped(text: string): Statement[] {
  const readings = readingsOfDate(text, new Date());
  return readings.length < 2
    ? []
    : readings.map((value) => ({ field: 'acquired', value, from: 'hand', offered: true }));
}

/** Lays what the sources say over the fields in which nothing was typed: those that hold what was proposed. */
export function lay({ fields, statements }: Proposed, said: readonly Statement[]): Proposed {
  const before = propose(statements);
  const now = propose(said);
  const laid: Record<string, string | boolean> = { ...fields };
  for (const [name, value] of Object.entries(fields)) {
    const field = name as StatedField;
    const old = before[field]?.chosen.value;
    const untouched =
      value === blankFields[field] ? old === undefined : value === old || value === String(old);
    const next = now[field]?.chosen.value;
    if (untouched)
      laid[field] = next === undefined ? blankFields[field] : typeof next === 'boolean' ? next : String(next);
  }
  return { fields: laid as MetadataFields, statements: said };
}

/**
 * What was typed laid over the fields. A licence that was proposed because it was kept for the site goes with its
 * provider: it is taken away where another provider is typed, and comes back with its own.
 */
export function typedOver({ fields, statements }: Proposed, typed: Partial<MetadataFields>): MetadataFields {
  const laid = { ...fields, ...typed };
  const { provider, licence } = propose(statements);
  const kept = licence?.chosen.from === 'default' ? String(licence.chosen.value) : undefined;
  if (typed.provider === undefined || kept === undefined || !['', kept].includes(fields.licence)) return laid;
  const same = provider && agrees('provider', typed.provider.trim(), provider.chosen.value);
  return { ...laid, licence: same ? kept : '' };
}

/**
 * What was typed, as the contract wants it, figures as numbers. A field that was emptied though a source speaks of
 * it is null: it stays unsaid. Others left empty are left out.
 */
export function metadataOf({ fields, statements }: Proposed): Record<string, unknown> {
  const proposed = propose(statements);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, typed]): [string, unknown][] => {
      const value = typeof typed === 'string' ? typed.trim() : typed;
      if (name === 'acquired') return [[name, meantDate(String(value), new Date())]];
      if (value === '' || value === false) return proposed[name as StatedField] ? [[name, null]] : [];
      return [[name, figures.has(name) ? Number(value) : value]];
    }),
  );
}
