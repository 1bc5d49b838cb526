import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { AssessedSource, Assessment } from '#domain/assessment/assessment.contract.ts';
import { dateColumns } from '#domain/export/date-columns.rules.ts';
import type { ExportedFeature } from '#domain/export/export.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { bracketInWords } from '#domain/structure/bracket-words.rules.ts';
import { contradictionsInWords } from '#domain/structure/contradiction-words.rules.ts';
import type { StandingSighting } from '#domain/structure/structure.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { withoutNulls } from '../base/without-nulls.ts';

/** What GDAL reads as a date or a time (a number, then a sign of theirs), or writes anew as a list or an object. */
const MISTAKABLE = /^\s*(?:[+-]?\d+[-/:]|[[{])/;

/**
 * An annotation as it leaves the server: all that a reader needs to judge it. What matters stands flat in
 * the properties too, since converters drop what is nested. They give a column the type that fits all its values:
 * so a text that nobody wrote is empty there, not left out, and keeps the column one of texts. Words of withheld
 * sources stay behind.
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
  const { lastBefore, firstAfter } = properties.changeBracket ?? {};
  const texts = {
    title: properties.title ?? '',
    structureOther: properties.structureOther ?? '',
    description: properties.description ?? '',
    createdBy: properties.createdBy,
    updatedBy: properties.updatedBy,
    beforeTitle: before?.title ?? '',
    afterTitle: after?.title ?? '',
    newestVerdictBy: newest?.by ?? '',
    confidenceReason: present.findLast((one) => one.confidenceReason)?.confidenceReason ?? '',
  };
  const mistakable = Object.entries(texts).filter(([, text]) => MISTAKABLE.test(text));
  return {
    ...annotation,
    properties: {
      ...properties,
      ...texts,
      synthetic: Boolean(before?.synthetic || after?.synthetic),
      ...dateColumns('before', before?.acquired),
      ...dateColumns('after', after?.acquired),
      ...dateColumns('lastBefore', lastBefore?.acquired),
      ...dateColumns('firstAfter', firstAfter?.acquired),
      ...withoutNulls({
        beforeAcquired: toTheDay(before?.acquired),
        beforeSha256: before?.original.sha256,
        afterAcquired: toTheDay(after?.acquired),
        afterSha256: after?.original.sha256,
        lastBefore: toTheDay(lastBefore?.acquired),
        firstAfter: toTheDay(firstAfter?.acquired),
        ...(before && after && sightingsInWords(properties, { before, after }, sightings)),
        newestVerdict: newest?.verdict,
        newestVerdictAt: newest?.at,
        sourcesInShort: present.flatMap((one) => one.sources.map(inShort)).join('; ') || undefined,
        rivalsDismissed: [...new Set(dismissed)].join('; ') || undefined,
        textsAsWritten: mistakable.length ? Object.fromEntries(mistakable) : undefined,
      }),
      sightings,
      assessments: assessments.map(({ annotationId, ...assessment }) => ({
        ...assessment,
        sources: assessment.sources.map((source) => ({
          ...withoutWithheld(source),
          ...dateColumns('date', source.date),
        })),
      })),
    },
  };
}

/** Days and instants in one column would make every day an instant at midnight. */
function toTheDay(acquired: string | undefined): string | undefined {
  return acquired?.slice(0, 10);
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
  return `${kind}: ${withheld ? 'withheld' : isolated(title)} (${reliability}${credibility})`;
}

function withoutWithheld(source: AssessedSource) {
  if (!source.withheld) return source;
  const { title: _title, reference: _reference, url: _url, note: _note, ...rest } = source;
  return rest;
}
