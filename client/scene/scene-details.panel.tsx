import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { boundingBox } from '../../server/geometry/ring.rules.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { after, before, viewRequest } from '../comparison/comparison.store.ts';
import { Icon } from '../controls/icon.tsx';
import { formatAcquired, formatAngle, formatBytes, formatResolution } from '../i18n/formats.ts';

/** The side whose scene is told about. */
export const detailsShown = signal<'before' | 'after' | undefined>(undefined);

/** What is known of a scene. */
export function SceneDetails() {
  const side = detailsShown.value;
  const scene = side && (side === 'before' ? before : after).value;
  if (!side || !scene) return null;
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
      <div class="scroll">
        <Facts scene={scene} />
        <div class="actions">
          <button
            type="button"
            class="button"
            onClick={() => (viewRequest.value = { kind: 'fit', box: boundingBox(scene.footprint) })}
          >
            Fit on the map
          </button>
          <a class="button" href={`/api/scenes/${scene.id}/original`} download>
            Original
          </a>
          <a class="button" href={`/api/scenes/${scene.id}/stac.json`} target="_blank" rel="noreferrer">
            STAC
          </a>
        </div>
      </div>
    </section>
  );
}

function Facts({ scene }: { scene: Scene }) {
  const { platform, provider, licence, catalogueId, gsd, offNadir, incidenceAngle, cloudCover } = scene;
  const { viewAzimuth, sunAzimuth, sunElevation, offset, original, crs, width, height } = scene;
  return (
    <dl class="facts">
      {scene.synthetic && <Fact name="Synthetic">Made by software; no evidence of anything.</Fact>}
      <Fact name="Acquired">{formatAcquired(scene)}</Fact>
      <Fact name="Sensor">{platform ?? 'Not stated'}</Fact>
      <Fact name="Provider">{provider ?? 'Not stated'}</Fact>
      <Fact name="Licence">{licence ?? 'Not stated'}</Fact>
      {catalogueId && <Fact name="Catalogue id">{catalogueId}</Fact>}
      <Fact name="Pixels">
        {width} × {height} at {formatResolution(gsd)}, {crs ?? 'own reference system'}
      </Fact>
      {(incidenceAngle ?? offNadir) !== undefined && (
        <Fact name={incidenceAngle === undefined ? 'Off nadir' : 'Incidence'}>
          {formatAngle(incidenceAngle ?? offNadir ?? 0)}
          {viewAzimuth !== undefined && ` towards ${formatAngle(viewAzimuth)}`}
        </Fact>
      )}
      {sunElevation !== undefined && (
        <Fact name="Sun">
          {formatAngle(sunElevation)} high{sunAzimuth !== undefined && `, from ${formatAngle(sunAzimuth)}`}
        </Fact>
      )}
      {cloudCover !== undefined && <Fact name="Cloud">{cloudCover}%</Fact>}
      <Fact name="Registration">
        {offset.east} m east, {offset.north} m north
        {typeof offset.residual === 'number' && `, residual ${offset.residual} m`}
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

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
