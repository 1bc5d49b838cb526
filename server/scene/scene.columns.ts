import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { SceneMetadata, ScenePatch } from '#domain/scene/scene.contract.ts';
import { invalid } from '../http/problem.ts';
import type { SceneColumns } from './scene.queries.ts';

/** An acquisition as it is stored: as stated, how exact it is, and the interval it stands for. */
export function acquiredColumns(text: string) {
  const acquired = readAcquired(text);
  if (!acquired) throw invalid([{ pointer: '/acquired', detail: 'This is no date that exists.' }]);
  return {
    acquired: acquired.value,
    acquired_precision: acquired.precision,
    acquired_start: acquired.start,
    acquired_end: acquired.end,
  };
}

/** What is stated about a scene, all of it: what is not stated is null. */
export function statedColumns(metadata: Omit<SceneMetadata, 'title' | 'acquired' | 'gsd' | 'synthetic'>) {
  return {
    platform: metadata.platform ?? null,
    instrument: metadata.instrument ?? null,
    provider: metadata.provider ?? null,
    licence: metadata.licence ?? null,
    catalogue_id: metadata.catalogueId ?? null,
    off_nadir: metadata.offNadir ?? null,
    incidence_angle: metadata.incidenceAngle ?? null,
    view_azimuth: metadata.viewAzimuth ?? null,
    sun_azimuth: metadata.sunAzimuth ?? null,
    sun_elevation: metadata.sunElevation ?? null,
    cloud_cover: metadata.cloudCover ?? null,
  };
}

/** The columns that a patch names. `gsd: null` is left to the caller, who knows what the file gives. */
export function patchColumns({ acquired, gsd, offset, ...patch }: Omit<ScenePatch, 'closed'>): SceneColumns {
  const stated: Record<string, keyof SceneColumns> = {
    title: 'title',
    platform: 'platform',
    instrument: 'instrument',
    synthetic: 'synthetic',
    provider: 'provider',
    licence: 'licence',
    catalogueId: 'catalogue_id',
    offNadir: 'off_nadir',
    incidenceAngle: 'incidence_angle',
    viewAzimuth: 'view_azimuth',
    sunAzimuth: 'sun_azimuth',
    sunElevation: 'sun_elevation',
    cloudCover: 'cloud_cover',
  };
  return {
    ...Object.fromEntries(Object.entries(patch).map(([name, value]) => [stated[name], value])),
    ...(acquired !== undefined && acquiredColumns(acquired)),
    ...(gsd != null && { gsd }),
    ...(offset && {
      offset_east: offset.east,
      offset_north: offset.north,
      offset_residual: offset.residual ?? null,
      offset_note: offset.note ?? null,
    }),
  };
}
