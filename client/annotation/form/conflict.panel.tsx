import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { geodesicArea } from '#domain/geometry/area.rules.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { useModel } from '../../core/index.ts';
import { fieldNames, formatArea, formatMoment, labels, sceneName, structureWords } from '../../i18n/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { savingModel } from '../acts/saving.store.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import type { ClosedDraft } from '../base/draft.ts';
import { differences, type MergedField, merge, proposedSide, type Side } from '../base/merge.ts';

/** Both versions of an annotation that someone else changed meanwhile, to be chosen from field by field. */
export function Conflict({ draft }: { draft: ClosedDraft }) {
  const { annotations, putAnnotation } = useModel(annotationsModel);
  const { discardDraft } = useModel(draftModel);
  const { conflicts, saveMerged } = useModel(savingModel);
  const { sceneById } = useModel(sceneModel);
  const [chosen, choose] = useState<ReadonlyMap<MergedField, Side>>(new Map());
  const theirs = conflicts.value.get(draft.id);
  const section = useRef<HTMLElement>(null);
  // The form may be scrolled away from it; what was pressed to see it is gone, and the focus with it.
  useLayoutEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
    if (document.activeElement === document.body) section.current?.querySelector('input')?.focus();
  }, [theirs]);
  if (!theirs || !draft.base) return null;
  const { updatedBy, updatedAt, number } = theirs.properties;
  const fields = differences(draft.base.annotation, draft, theirs);
  const sideOf = (field: (typeof fields)[number]) => chosen.get(field.field) ?? proposedSide(field);
  function inWords(field: MergedField, value: unknown): string {
    if (value === undefined || value === null || value === '') return '(nothing)';
    const code = String(value);
    switch (field) {
      case 'geometry':
        return formatArea(geodesicArea(value as ArealGeometry));
      case 'structure':
      case 'change':
      case 'damageGrade':
        return (labels[field] as Record<string, string>)[code] ?? code;
      case 'beforeSceneId':
      case 'afterSceneId': {
        const scene = sceneById(code);
        return scene ? sceneName(scene) : code;
      }
      case 'structureId': {
        const others = [...annotations.value.values()].filter(
          (one) => one.properties.structureId === code && one.id !== draft.id,
        );
        return others.map(({ properties }) => properties.number).join(', ') || structureWords.elsewhere;
      }
      default:
        return code;
    }
  }

  return (
    <section class="conflict" ref={section} aria-label="Two versions" role="alert">
      <p>
        {updatedBy} changed {number} on {formatMoment(updatedAt)} while you worked. Choose what stays; nothing
        is lost until you save.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="sr-only">Field</span>
            </th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((difference) => (
            <tr key={difference.field}>
              <th scope="row">{fieldNames[difference.field]}</th>
              {(['mine', 'theirs'] as const).map((side) => (
                <td key={side}>
                  <label>
                    <input
                      type="radio"
                      name={`merge-${difference.field}`}
                      checked={sideOf(difference) === side}
                      onChange={() => choose(new Map(chosen).set(difference.field, side))}
                    />
                    {inWords(difference.field, difference[side])}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            const sides = new Map(fields.map((one) => [one.field, sideOf(one)] as const));
            choose(new Map());
            void saveMerged(merge(draft, theirs, sides));
          }}
        >
          Save this choice
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            putAnnotation(theirs);
            discardDraft(draft.id);
          }}
        >
          Keep theirs
        </button>
      </div>
    </section>
  );
}
