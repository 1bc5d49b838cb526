import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { contradicting } from '#domain/metadata/proposal.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { StatedField } from '#domain/vocabulary/statement.contract.ts';
import { Icon } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatAcquired, formatBytes, residualInWords } from '../i18n/index.ts';
import { accuracyInWords, placementInWords } from '../placement/index.ts';
import { Contradictions } from './contradictions.panel.tsx';
import type { ShownScene } from './scene.store.ts';
import { sceneEditModel } from './scene-edit.store.ts';
import { SceneEnding } from './scene-ending.panel.tsx';
import { furtherFields, originInWords, valueInWords } from './scene-field.ts';
import { SceneForm } from './scene-form.panel.tsx';

type Fit = (box: BoundingBox) => void;

/** What is known of the scene of one side and where from, and its form. */
export function SceneDetails(props: { before: ShownScene; after: ShownScene; onFit: Fit }) {
  const { detailsShown, sceneEdits } = useModel(sceneEditModel);
  const side = detailsShown.value;
  const scene = side && props[side].value;
  if (!side || !scene) return null;
  const edit = sceneEdits.value[scene.id];
  return (
    <section
      class={`scene-details ${side}`}
      aria-label={`Scene ${side}`}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return;
        event.preventDefault();
        detailsShown.value = undefined;
      }}
    >
      <header class="panel-head">
        <h2>{scene.title}</h2>
        <button
          type="button"
          class="tool"
          aria-label="Close"
          onClick={() => (detailsShown.value = undefined)}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="scroll" key={scene.id}>
        {edit ? <SceneForm edit={edit} /> : <Told scene={scene} onFit={props.onFit} />}
      </div>
    </section>
  );
}

function Told({ scene, onFit }: { scene: Scene; onFit: Fit }) {
  const { beginEdit, detailsFault } = useModel(sceneEditModel);
  const fault = detailsFault.value[scene.id];
  return (
    <>
      {fault && (
        <p class="fault-box" role="alert">
          {fault}
        </p>
      )}
      {scene.failure && (
        <p class="fault-box" role="alert">
          {scene.failure.detail}
        </p>
      )}
      <Facts scene={scene} />
      <div class="actions">
        <button type="button" class="button primary" onClick={() => beginEdit(scene)}>
          Edit
        </button>
        <MetadataFileInput scene={scene} />
        <button type="button" class="button" onClick={() => onFit(narrowBox(scene.footprint))}>
          Fit on the map
        </button>
        <a class="button" href={`/api/scenes/${scene.id}/original`} download>
          Original
        </a>
        <a class="button" href={`/api/scenes/${scene.id}/stac.json`} target="_blank" rel="noreferrer">
          STAC
        </a>
      </div>
      <SceneEnding scene={scene} />
    </>
  );
}

/** What is stated about a scene, where each value comes from, and who says otherwise. */
function Facts({ scene }: { scene: Scene }) {
  const { offset, original, crs, width, height } = scene;
  return (
    <dl class="facts">
      {scene.synthetic && (
        <Fact name="Synthetic" scene={scene} field="synthetic">
          Made by software; no evidence of anything.
        </Fact>
      )}
      <Fact name="Acquired" scene={scene} field="acquired">
        {formatAcquired(scene)}
      </Fact>
      {furtherFields
        .filter(({ name }) => isTold(scene, name))
        .map(({ name, label }) => (
          <Fact key={name} name={label} scene={scene} field={name}>
            {scene[name] === undefined ? 'Not stated' : valueInWords(name, scene[name])}
          </Fact>
        ))}
      <Fact name="Pixels">
        {width} × {height}, {crs ?? 'own reference system'}
      </Fact>
      <Fact name="Place">{placementInWords(scene)}</Fact>
      {scene.accuracy && <Fact name="Accuracy">{accuracyInWords(scene.accuracy)}</Fact>}
      <Fact name="Registration">
        {offset.east} m east, {offset.north} m north
        {(offset.east !== 0 || offset.north !== 0 || typeof offset.residual === 'number') &&
          `, residual ${residualInWords(offset.residual)}`}
      </Fact>
      <Fact name="Original">
        {original.fileName}, {formatBytes(original.size)}
      </Fact>
      <Fact name="SHA-256">
        <code>{original.sha256}</code>
      </Fact>
    </dl>
  );
}

/** Provider and licence are asked for where nobody told them; the rest is passed over. */
function isTold(scene: Scene, field: StatedField): boolean {
  return (
    scene[field] !== undefined ||
    field === 'platform' ||
    field === 'provider' ||
    field === 'licence' ||
    contradicting(scene.claims, field, undefined).length > 0
  );
}

function Fact({
  name,
  scene,
  field,
  children,
}: {
  name: string;
  scene?: Scene;
  field?: StatedField;
  children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {scene && field && <Sources scene={scene} field={field} />}
      </dd>
    </div>
  );
}

/** Where a value comes from; and each other source that says something else, to be taken or left. */
function Sources({ scene, field }: { scene: Scene; field: StatedField }) {
  const { takeStatement } = useModel(sceneEditModel);
  const origin = scene[field] === undefined ? undefined : scene.origins[field];
  return (
    <>
      {origin && (
        <small class="origin" title={origin.detail}>
          {originInWords(origin)}
        </small>
      )}
      <Contradictions
        statements={scene.claims}
        field={field}
        value={scene[field]}
        onUse={(statement) => void takeStatement(scene, statement)}
      />
    </>
  );
}

function MetadataFileInput({ scene }: { scene: Scene }) {
  const { giveMetadataFile } = useModel(sceneEditModel);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        Metadata file…
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Metadata file"
        accept=".imd,.xml,.dim,.json,.txt"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void giveMetadataFile(scene, file);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
