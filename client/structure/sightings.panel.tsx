import { useMemo, useRef, useState } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { ObscuredBy, SightingState } from '#domain/structure/structure.contract.ts';
import { comparisonModel } from '../comparison/index.ts';
import { Awaiting } from '../controls/panels.ts';
import { openWorkspace, useModel } from '../core/index.ts';
import { formatMoment, labels, loadingWords, sceneChoice } from '../i18n/index.ts';
import { keyName } from '../keys/index.ts';
import { chipOutline } from '../map/index.ts';
import { sceneModel } from '../scene/index.ts';
import { Chip, type Marked } from './chip.panel.tsx';
import { mark } from './marking.ts';
import { isHere, sightingModel } from './sighting.store.ts';
import { obscuredByKeys, pressed, stateKeys } from './sighting-keys.ts';
import { SightingNote } from './sighting-note.panel.tsx';
import { noteFault, typedNote } from './typed-note.store.ts';
import { UnsentWords } from './unsent-marks.panel.tsx';

const COLUMNS = 3;

/** What each scene of the site shows of the structure, and when the change happened by that. */
export function Sightings({ annotation }: { annotation: Annotation }) {
  const { before, after, setAfter } = useModel(comparisonModel);
  const { readyScenes } = useModel(sceneModel);
  const { ownMark, scenesOf } = useModel(sightingModel);
  const workspace = openWorkspace.value;
  const { structureId } = annotation.properties;
  const grid = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<string>();
  const [asking, ask] = useState(false);
  const scenes = scenesOf(annotation, chosen);
  const sceneOf = (sceneId: string | undefined) => scenes.find(({ id }) => id === sceneId);
  const active = sceneOf(chosen) ?? sceneOf(after.value?.id) ?? scenes[0];
  const outline = useMemo(
    () => chipOutline(workspace, annotation.geometry),
    [annotation.geometry, readyScenes.value],
  );
  if (!active) return <When annotation={annotation} />;
  const own = ownMark(structureId, active.id);

  const step = (by: number) => {
    const next = scenes[scenes.indexOf(active) + by];
    if (!next) return;
    choose(next.id);
    ask(false);
    grid.current?.querySelector<HTMLElement>(`[data-chip="${next.id}"]`)?.focus();
  };
  const give = (state: SightingState, obscuredBy?: ObscuredBy) => {
    if (state === 'obscured' && !obscuredBy) return ask(true);
    ask(false);
    const note = (typedNote(structureId, active.id) ?? own?.mark.note ?? '').trim();
    mark(annotation, {
      sceneId: active.id,
      state,
      ...(obscuredBy && { obscuredBy }),
      ...(note && !noteFault(note) && { note }),
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -COLUMNS,
      ArrowDown: COLUMNS,
    };
    const by = steps[event.code];
    const reason = asking ? pressed(obscuredByKeys, event.code) : undefined;
    const state = asking ? undefined : pressed(stateKeys, event.code);
    if (by !== undefined) step(by);
    else if (reason) give('obscured', reason);
    else if (state) give(state);
    else if (asking && event.code === 'Escape') ask(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="sightings">
      <When annotation={annotation} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend that nobody needs to see */}
      <div
        class="sighting-chips"
        ref={grid}
        role="group"
        aria-label="Images of the structure"
        onKeyDown={keys}
      >
        {scenes.map((scene) => (
          <Chip
            key={scene.id}
            scene={scene}
            annotation={annotation}
            outline={outline}
            active={scene === active}
            choose={() => {
              if (scene !== active) ask(false);
              choose(scene.id);
            }}
          />
        ))}
      </div>
      <div class="chip-menu">
        <p>
          <strong>{sceneChoice(active)}</strong>{' '}
          {active !== after.value && active !== before.value && (
            <button type="button" class="link" onClick={() => setAfter(active.id)}>
              Show on the map
            </button>
          )}
        </p>
        <Choices asking={asking} own={own?.mark} give={give} />
        {own?.unsent && <UnsentWords unsent={own.unsent} />}
        <SightingNote
          annotation={annotation}
          sceneId={active.id}
          own={own?.mark}
          save={() => own && give(own.mark.state, own.mark.obscuredBy)}
        />
        <Others structureId={structureId} scene={active} />
      </div>
    </div>
  );
}

function When({ annotation }: { annotation: Annotation }) {
  const { sightingsResource, whenInWords } = useModel(sightingModel);
  const { when, contradictions } = whenInWords(annotation);
  return (
    <>
      {when.map((sentence) => (
        <p key={sentence} class="sighting-when">
          {sentence}
        </p>
      ))}
      {contradictions.map((sentence) => (
        <p key={sentence} class="sighting-contradiction">
          {sentence}
        </p>
      ))}
      <Awaiting what={loadingWords.sightings} resource={sightingsResource} />
    </>
  );
}

function Choices({
  asking,
  own,
  give,
}: {
  asking: boolean;
  own: Marked | undefined;
  give: (state: SightingState, obscuredBy?: ObscuredBy) => void;
}) {
  const reasons = Object.keys(obscuredByKeys) as ObscuredBy[];
  const states = Object.keys(stateKeys) as SightingState[];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend that nobody needs to see
    <div class="sighting-states" role="group" aria-label={asking ? 'Obscured by' : 'What this image shows'}>
      {asking
        ? reasons.map((reason) => (
            <Choice
              key={reason}
              code={obscuredByKeys[reason]}
              name={labels.obscuredBy[reason]}
              chosen={own?.obscuredBy === reason}
              give={() => give('obscured', reason)}
            />
          ))
        : states.map((state) => (
            <Choice
              key={state}
              code={stateKeys[state]}
              name={state === 'obscured' ? obscuredChoice(own) : labels.sightingState[state]}
              chosen={own?.state === state}
              give={() => give(state)}
            />
          ))}
    </div>
  );
}

/** What obscures it stands on the choice once it is made. */
function obscuredChoice(own: Marked | undefined): string {
  const { obscured } = labels.sightingState;
  return own?.obscuredBy
    ? `${obscured}: ${labels.obscuredBy[own.obscuredBy].toLowerCase()}…`
    : `${obscured}…`;
}

function Choice({
  code,
  name,
  chosen,
  give,
}: {
  code: string;
  name: string;
  chosen: boolean;
  give: () => void;
}) {
  return (
    <button type="button" class="sighting-state" aria-pressed={chosen} onClick={give}>
      <kbd>{keyName(code)}</kbd>
      {name}
    </button>
  );
}

function Others({ structureId, scene }: { structureId: string; scene: Scene }) {
  const { standing } = useModel(sightingModel);
  const others = standing(structureId, scene.id).filter(({ observer }) => !isHere(observer));
  if (others.length === 0) return null;
  return (
    <ul class="sighting-others">
      {others.map(({ id, observer, state, obscuredBy, note, at }) => (
        <li key={id}>
          {observer}: {labels.sightingState[state].toLowerCase()}
          {obscuredBy && ` (${labels.obscuredBy[obscuredBy].toLowerCase()})`}
          <small>{formatMoment(at)}</small>
          {note && <span class="sighting-words">{note}</span>}
        </li>
      ))}
    </ul>
  );
}
