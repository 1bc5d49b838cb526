import type { Annotation } from '../annotation/annotation.contract.ts';
import type { AssessedSource, Assessment } from '../assessment/assessment.contract.ts';
import { given } from '../given.ts';
import { readAcquired } from '../scene/acquired.rules.ts';
import type { Scene } from '../scene/scene.contract.ts';
import { bracketInWords } from '../structure/bracket-words.rules.ts';
import { contradictionsInWords } from '../structure/contradiction-words.rules.ts';
import type { StandingSighting } from '../structure/structure.contract.ts';
import type { ExportedFeature } from './export.contract.ts';

/**
 * An annotation as it leaves the server: all that a reader needs to judge it. What matters stands flat in
 * the properties too, since converters drop what is nested. Words of withheld sources stay behind.
 */
export function toExportedFeature(
  annotation: Annotation,
  { assessments, sightings }: { assessments: Assessment[]; sightings: StandingSighting[] },
  scenes: ReadonlyMap<string, Scene>,
): ExportedFeature {
  const { properties } = annotation;
  const before = scenes.get(properties.beforeSceneId);
  const after = scenes.get(properties.afterSceneId);
  const present = assessments.filter((assessment) => assessment.version === properties.version);
  const newest = present.at(-1);
  const rivals = present.flatMap((assessment) => assessment.rivals);
  const dismissed = rivals.filter((rival) => rival.state === 'dismissed').map((rival) => rival.kind);
  return {
    ...annotation,
    properties: {
      ...properties,
      synthetic: Boolean(before?.synthetic || after?.synthetic),
      ...given({
        beforeAcquired: before?.acquired,
        beforeTitle: before?.title,
        beforeSha256: before?.original.sha256,
        afterAcquired: after?.acquired,
        afterTitle: after?.title,
        afterSha256: after?.original.sha256,
        lastBefore: properties.changeBracket?.lastBefore?.acquired,
        firstAfter: properties.changeBracket?.firstAfter?.acquired,
        ...(before && after && sightingsInWords(properties, { before, after }, sightings)),
        newestVerdict: newest?.verdict,
        newestVerdictBy: newest?.by,
        newestVerdictAt: newest?.at,
        confidenceReason: present.findLast((assessment) => assessment.confidenceReason)?.confidenceReason,
        sourcesInShort: present.flatMap((one) => one.sources.map(inShort)).join('; ') || undefined,
        rivalsDismissed: [...new Set(dismissed)].join('; ') || undefined,
      }),
      sightings,
      assessments: assessments.map(({ annotationId: _, ...assessment }) => ({
        ...assessment,
        sources: assessment.sources.map(withoutWithheld),
      })),
    },
  };
}

function sightingsInWords(
  properties: Annotation['properties'],
  { before, after }: { before: Scene; after: Scene },
  sightings: StandingSighting[],
) {
  const dated = (sceneId: string, acquired: string) => ({ sceneId, ...readAcquired(acquired)! });
  const claim = {
    change: properties.change,
    by: properties.claimBy,
    before: dated(before.id, before.acquired),
    after: dated(after.id, after.acquired),
  };
  const seen = sightings.map(({ sceneId, acquired, state, observer }) => ({
    ...dated(sceneId, acquired),
    state,
    observer,
  }));
  return {
    changeBracketWords: bracketInWords(claim, properties, seen).join(' ') || undefined,
    sightingContradictions: contradictionsInWords(claim, seen).join(' ') || undefined,
  };
}

/** A source in one line, with its Admiralty rating: 'testimony: Former guard, 2013 (B3)'. */
function inShort({ kind, title, withheld, reliability, credibility }: AssessedSource): string {
  return `${kind}: ${withheld ? 'withheld' : title} (${reliability}${credibility})`;
}

function withoutWithheld(source: AssessedSource) {
  if (!source.withheld) return source;
  const { title: _title, reference: _reference, url: _url, note: _note, ...rest } = source;
  return rest;
}
