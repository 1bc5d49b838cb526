import { useEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { meeting } from '#domain/geometry/meeting.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { ObscuredBy, SightingState } from '#domain/structure/structure.contract.ts';
import { statusMarks } from '../annotation/index.ts';
import { comparisonModel } from '../comparison/index.ts';
import { openWorkspace, sentenceOf, useModel } from '../core/index.ts';
import { formatDay, labels, sceneChoice, sightingWords } from '../i18n/index.ts';
import { lookModel } from '../look/index.ts';
import { drawChip } from '../map/index.ts';
import { isHere, sightingModel } from './sighting.store.ts';

/** What somebody saw on one image. */
export type Marked = { state: SightingState; obscuredBy?: ObscuredBy | undefined };

/** A state as it stands under an image: what obscures it says more than that it is obscured. */
function inShort({ state, obscuredBy }: Marked): string {
  return obscuredBy ? labels.obscuredBy[obscuredBy] : labels.sightingState[state];
}

/** The structure on one date, with what is said of it there. */
export function Chip({
  scene,
  annotation,
  outline,
  active,
  choose,
}: {
  scene: Scene;
  annotation: Annotation;
  outline: string;
  active: boolean;
  choose: () => void;
}) {
  const { before, after, outlinesHidden } = useModel(comparisonModel);
  const { ownMark, standing, sightingsResource } = useModel(sightingModel);
  const { structureId, status } = annotation.properties;
  const own = ownMark(structureId, scene.id);
  const others = standing(structureId, scene.id).filter(({ observer }) => !isHere(observer));
  const words = [own && inShort(own.mark), ...others.map(inShort)].filter((word) => word !== undefined);
  const said = [...new Set(words)];
  const side = scene === before.value ? 'before' : scene === after.value ? 'after' : '';
  const outside = meeting(annotation.geometry, scene.footprint) === 'outside';
  return (
    <button
      type="button"
      class={`sighting ${side}`}
      data-chip={scene.id}
      tabIndex={active ? 0 : -1}
      aria-pressed={active}
      aria-label={`${formatDay(scene)}: ${said.join(' / ') || 'not marked'}`}
      title={sceneChoice(scene)}
      onClick={choose}
      onFocus={choose}
    >
      <span class="chip-image">
        {outside ? (
          <span class="chip-empty">Outside image</span>
        ) : (
          <ChipImage scene={scene} annotation={annotation} />
        )}
        {!outlinesHidden.value && (
          <svg viewBox="0 0 100 100" aria-hidden="true">
            <path class="halo" d={outline} />
            <path d={outline} stroke={statusMarks[status].colour} />
          </svg>
        )}
      </span>
      <span class="chip-date">{formatDay(scene)}</span>
      <span class={`chip-state ${said.length > 1 ? 'differs' : ''}`}>
        {said.join(' / ') || (sightingsResource.standing.value.kind === 'there' ? '–' : '…')}
      </span>
      {own?.unsent?.waits && <span class="chip-unsent">{sightingWords.notSaved}</span>}
    </button>
  );
}

/** The scene around the structure, drawn once it is in sight. */
function ChipImage({ scene, annotation }: { scene: Scene; annotation: Annotation }) {
  const { lookOf } = useModel(lookModel);
  const workspace = openWorkspace.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [inSight, setInSight] = useState(false);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setInSight(true);
    });
    watch.observe(canvas.current!);
    return () => watch.disconnect();
  }, []);
  const look = lookOf(scene);
  const { east, north } = scene.offset;
  const shown = JSON.stringify([look, east, north, scene.display?.sha256, annotation.geometry]);
  useEffect(() => {
    if (!inSight || !canvas.current) return undefined;
    const abort = new AbortController();
    drawChip(workspace, canvas.current, { scene, look, outline: annotation.geometry }, abort.signal).then(
      () => {
        if (!abort.signal.aborted) setFault(undefined);
        canvas.current?.setAttribute('data-drawn', '');
      },
      (error) => setFault(sentenceOf(error)),
    );
    return () => abort.abort();
  }, [inSight, shown]);
  return (
    <>
      <canvas ref={canvas} width={192} height={192} />
      {fault && (
        <span class="chip-empty" title={fault}>
          Not to be had
        </span>
      )}
    </>
  );
}
