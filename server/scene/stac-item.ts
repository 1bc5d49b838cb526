import type { ArealGeometry, BoundingBox } from '#domain/geometry/geometry.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import type { Scene, ScenePart } from '#domain/scene/scene.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import { type SceneRow, toScene } from './scene.queries.ts';

/** SHA-256 as a multihash: its code and length before the digest, in lower-case hex. */
const MULTIHASH_SHA256 = '1220';

/**
 * A scene as a STAC 1.0 Item. A date that is no instant is told as the interval that it stands for.
 * `origin` is where this server is reached, such as http://127.0.0.1:4322.
 */
export function toStacItem(row: SceneRow, origin: string) {
  const scene = toScene(row);
  const address = `${origin}/api/scenes/${scene.id}`;
  const instant = scene.acquiredPrecision === 'instant';
  return {
    type: 'Feature' as const,
    stac_version: '1.0.0',
    stac_extensions: extensionsOf(scene),
    id: scene.id,
    geometry: scene.footprint,
    bbox: boxOf(scene.footprint),
    properties: {
      title: scene.title,
      datetime: instant ? scene.acquired : null,
      ...(!instant && {
        start_datetime: row.acquired_start.toISOString(),
        end_datetime: row.acquired_end.toISOString(),
      }),
      created: scene.createdAt,
      updated: scene.updatedAt,
      gsd: scene.gsd,
      ...withoutNulls({
        platform: scene.platform,
        instruments: scene.instrument?.split(/\s*,\s*/),
        license: scene.licence && licenceCode(scene.licence),
        providers: scene.provider && [{ name: scene.provider }],
        'eo:cloud_cover': scene.cloudCover,
        'view:off_nadir': scene.offNadir,
        'view:incidence_angle': scene.incidenceAngle,
        'view:azimuth': scene.viewAzimuth,
        'view:sun_azimuth': scene.sunAzimuth,
        'view:sun_elevation': scene.sunElevation,
        'afterimage:licence': scene.licence,
        'afterimage:catalogue_id': scene.catalogueId,
      }),
      'afterimage:acquired': scene.acquired,
      'afterimage:synthetic': scene.synthetic,
      'afterimage:offset': scene.offset,
      'afterimage:origins': scene.origins,
      'proj:code': scene.crs,
      ...withoutNulls({
        'afterimage:projection': scene.projection,
        'afterimage:accuracy': scene.accuracy,
      }),
      'afterimage:placement': scene.placement,
      'proj:shape': [scene.height, scene.width],
      'proj:transform': rowMajor(row.affine),
    },
    links: [{ rel: 'self', href: `${address}/stac.json`, type: 'application/geo+json' }],
    assets: {
      ...(scene.display && {
        display: {
          href: `${address}/display.tif`,
          title: 'Display copy',
          type: 'image/tiff; application=geotiff; profile=cloud-optimized',
          roles: ['data', 'visual'],
          'file:size': scene.display.size,
          'file:checksum': MULTIHASH_SHA256 + scene.display.sha256,
          ...bandsOf(scene),
        },
      }),
      ...Object.fromEntries(
        row.originals.map((part, index) => [nameOfAsset(part, index), toAsset(part, address)]),
      ),
    },
  };
}

/** The one image is `original`; other files are counted, since names may repeat. */
function nameOfAsset({ role }: ScenePart, index: number): string {
  return role === 'image' ? 'original' : `${role}_${index + 1}`;
}

function toAsset({ role, bandName, fileName, sha256, size }: ScenePart, address: string) {
  return {
    href: role === 'image' ? `${address}/original` : `${address}/original?sha256=${sha256}`,
    title: bandName ? `${fileName} (${bandName})` : fileName,
    type: mediaTypeOf(role),
    roles: [
      role === 'mask' ? 'data-mask' : role === 'metadata' || role === 'placement' ? 'metadata' : 'data',
    ],
    'file:size': size,
    'file:checksum': MULTIHASH_SHA256 + sha256,
  };
}

/** Masks and images are TIFFs; what else comes along is given as it is, never to be run or shown. */
export function mediaTypeOf(role: ScenePart['role']): string {
  if (role === 'metadata' || role === 'placement') return 'application/octet-stream';
  return role === 'mask' ? 'image/tiff' : 'image/tiff; application=geotiff';
}

/** The extensions that are used: a reader refuses an Item that names one and has none of its fields. */
function extensionsOf({ cloudCover, display, bands, ...scene }: Scene): string[] {
  const views = [
    scene.offNadir,
    scene.incidenceAngle,
    scene.viewAzimuth,
    scene.sunAzimuth,
    scene.sunElevation,
  ];
  const banded = display !== undefined && bands.length > 0;
  const used = [
    (banded || cloudCover !== undefined) && 'eo/v1.1.0',
    'file/v2.1.0',
    'projection/v2.0.0',
    banded && 'raster/v1.1.0',
    views.some((angle) => angle !== undefined) && 'view/v1.0.0',
  ];
  return used
    .filter((one) => one !== false)
    .map((one) => `https://stac-extensions.github.io/${one}/schema.json`);
}

/** The bands of the display copy, in their order; the two lists belong together, band by band. */
function bandsOf({ bands, noData }: Scene) {
  if (bands.length === 0) return {};
  return {
    'eo:bands': bands.map(({ name }, index) => ({ name: name ?? `band ${index + 1}` })),
    'raster:bands': bands.map(({ type, min, max, alpha }) => ({
      data_type: type,
      ...(noData !== undefined && !alpha && { nodata: noData === 'NaN' ? 'nan' : noData }),
      statistics: { minimum: min, maximum: max },
    })),
  };
}

/** STAC holds a licence as a code of SPDX; anything said in words is 'proprietary' there. */
function licenceCode(licence: string): string {
  return /^[\w.+-]+$/.test(licence) ? licence : 'proprietary';
}

/** From GDAL's order (origin first) to that of STAC (row by row). */
function rowMajor([x = 0, across = 0, xByRow = 0, y = 0, yByColumn = 0, down = 0]: number[]): number[] {
  return [across, xByRow, x, yByColumn, down, y];
}

/**
 * The box of a footprint. Of one cut at the antimeridian the west lies east of its east (RFC 7946, 5.2); one around
 * a pole has all longitudes.
 */
function boxOf(footprint: ArealGeometry): BoundingBox {
  const [west, south, east, north] = narrowBox(footprint);
  if (east - west >= 360) return [-180, south, 180, north];
  return [west, south, east > 180 ? east - 360 : east, north];
}
