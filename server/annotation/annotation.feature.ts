import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { annotationNumber } from '#domain/annotation/number.rules.ts';
import { changeBracket } from '#domain/structure/bracket.rules.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import type { AnnotationRow } from './annotation.queries.ts';

type Properties = Annotation['properties'];

/** A stored annotation as the Feature that list, editor, export and report give. */
export function toFeature(row: AnnotationRow): Annotation {
  return {
    type: 'Feature',
    id: row.id,
    geometry: row.geometry,
    properties: {
      siteId: row.site_id,
      number: annotationNumber(row.site_code, row.number),
      structureId: row.structure_id,
      structure: row.structure as Properties['structure'],
      change: row.change as Properties['change'],
      beforeSceneId: row.before_scene_id,
      afterSceneId: row.after_scene_id,
      status: row.status as Properties['status'],
      area: row.area,
      version: row.version,
      revision: row.revision,
      createdBy: row.created_by,
      claimBy: row.claim_by,
      createdAt: row.created_at.toISOString(),
      updatedBy: row.updated_by,
      updatedAt: row.updated_at.toISOString(),
      ...withoutNulls({
        title: row.title,
        structureOther: row.structure_other,
        damageGrade: row.damage_grade as Properties['damageGrade'],
        description: row.description,
        count: row.count,
        viewing: row.viewing as Properties['viewing'],
        likelihood: row.likelihood as Properties['likelihood'],
        confidence: row.confidence as Properties['confidence'],
        selfDeclared: row.status === 'corroborated' ? true : undefined,
        supersededBy: row.superseded_by,
        deletedReason: row.deletion_reason,
      }),
      // Nothing changes a deleted one but that it is restored.
      ...(row.deleted_at && { deletedBy: row.updated_by, deletedAt: row.deleted_at.toISOString() }),
      ...bracketOf(row),
    },
  };
}

function bracketOf(row: AnnotationRow) {
  const dated = (sceneId: string, value: string) => ({ sceneId, ...readAcquired(value)! });
  return changeBracket(
    {
      change: row.change as Properties['change'],
      by: row.claim_by,
      before: dated(row.before_scene_id, row.before_acquired),
      after: dated(row.after_scene_id, row.after_acquired),
    },
    (row.sightings ?? []).map(({ sceneId, acquired, ...seen }) => ({ ...dated(sceneId, acquired), ...seen })),
  );
}
