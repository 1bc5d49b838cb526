import { z } from 'zod';
import { readAcquired } from '../acquired.rules.ts';
import { MetadataRefusal, type Statement } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

const itemSchema = z.object({
  id: text,
  properties: z.object({
    datetime: z.string().nullish().catch(undefined),
    start_datetime: text,
    end_datetime: text,
    title: text,
    platform: text,
    instruments: z.array(z.string()).optional().catch(undefined),
    gsd: number,
    license: text,
    providers: z
      .array(z.object({ name: z.string(), roles: z.array(z.string()).optional() }))
      .optional()
      .catch(undefined),
    'eo:cloud_cover': number,
    'view:off_nadir': number,
    'view:incidence_angle': number,
    'view:azimuth': number,
    'view:sun_azimuth': number,
    'view:sun_elevation': number,
    'afterimage:acquired': text,
    'afterimage:licence': text,
    'afterimage:catalogue_id': text,
    'afterimage:synthetic': z.boolean().optional().catch(undefined),
  }),
});

/**
 * Reads a STAC Item (1.0, 1.1): its properties alone, since the image speaks for its own size and place. What is
 * of the wrong type is passed over. An Item of ours gives back all that was stated. Throws MetadataRefusal.
 */
export function readStacItem(item: unknown): Statement[] {
  const parsed = itemSchema.safeParse(item);
  if (!parsed.success)
    throw new MetadataRefusal('It is a GeoJSON Feature without the properties of a STAC Item.');
  const { id, properties } = parsed.data;
  const ours = properties['afterimage:acquired'] !== undefined;
  const provider =
    properties.providers?.find(({ roles }) => roles?.includes('producer')) ?? properties.providers?.[0];
  const licence =
    properties.license === 'proprietary' || properties.license === 'other' ? undefined : properties.license;
  return [
    acquisition(properties),
    { field: 'title', value: properties.title, key: 'title' },
    { field: 'platform', value: properties.platform && platformName(properties.platform), key: 'platform' },
    { field: 'instrument', value: properties.instruments?.join(', '), key: 'instruments' },
    { field: 'provider', value: provider?.name, key: 'providers' },
    { field: 'licence', value: properties['afterimage:licence'] ?? licence, key: 'license' },
    { field: 'catalogueId', value: ours ? properties['afterimage:catalogue_id'] : id, key: 'id' },
    { field: 'gsd', value: properties.gsd, key: 'gsd' },
    { field: 'offNadir', value: properties['view:off_nadir'], key: 'view:off_nadir' },
    { field: 'incidenceAngle', value: properties['view:incidence_angle'], key: 'view:incidence_angle' },
    { field: 'viewAzimuth', value: properties['view:azimuth'], key: 'view:azimuth' },
    { field: 'sunAzimuth', value: properties['view:sun_azimuth'], key: 'view:sun_azimuth' },
    { field: 'sunElevation', value: properties['view:sun_elevation'], key: 'view:sun_elevation' },
    { field: 'cloudCover', value: properties['eo:cloud_cover'], key: 'eo:cloud_cover' },
    {
      field: 'synthetic',
      value: properties['afterimage:synthetic'] || undefined,
      key: 'afterimage:synthetic',
    },
  ];
}

function acquisition(properties: z.infer<typeof itemSchema>['properties']): Statement {
  const { datetime, start_datetime: start, end_datetime: end } = properties;
  const own = properties['afterimage:acquired'];
  if (own) return { field: 'acquired', value: readAcquired(own)?.value, key: 'afterimage:acquired' };
  if (start && end)
    return { field: 'acquired', value: interval(start, end), key: 'start_datetime, end_datetime' };
  const read = readAcquired(datetime ?? '');
  // Catalogues that know no more than the day write midnight.
  return read?.value.endsWith('T00:00:00.000Z')
    ? {
        field: 'acquired',
        value: read.value.slice(0, 10),
        key: 'datetime',
        caution: 'Midnight: taken as the day.',
      }
    : { field: 'acquired', value: read?.value, key: 'datetime' };
}

/** The instant, day, month or year that holds an interval; undefined where it is longer than a year. */
function interval(start: string, end: string): string | undefined {
  const first = readAcquired(start);
  const last = readAcquired(end);
  if (!first || !last || first.start > last.end) return undefined;
  if (first.value === last.value) return first.value;
  const common = [10, 7, 4].find((length) => first.value.slice(0, length) === last.value.slice(0, length));
  return common === undefined ? undefined : first.value.slice(0, common);
}
