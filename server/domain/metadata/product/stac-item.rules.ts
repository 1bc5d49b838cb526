import { z } from 'zod';
import { readAcquired, sharedDate } from '#domain/acquired/acquired.rules.ts';
import { readingsAsStatements } from './acquisition.rules.ts';
import { MetadataRefusal, type RawStatement } from './element.rules.ts';
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
export function readStacItem(item: unknown): RawStatement[] {
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
    ...acquisition(properties),
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

const DAY = 24 * 3_600_000;
const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/**
 * `datetime` is the instant of the image, or one that stands for a range (STAC 1.0, Item properties). Beside a range
 * of less than a day it is kept, midnight too; of a longer one, such as a mosaic's, the range is what is known.
 */
function acquisition(properties: z.infer<typeof itemSchema>['properties']): RawStatement[] {
  const own = properties['afterimage:acquired'];
  if (own) return [{ field: 'acquired', value: readAcquired(own)?.value, key: 'afterimage:acquired' }];
  const [instant, first, last] = [
    properties.datetime,
    properties.start_datetime,
    properties.end_datetime,
  ].map((text) => readAcquired((text ?? '').toUpperCase()));
  if (!first || !last || first.start > last.start)
    return instant ? instantAlone(instant.value, properties.datetime!) : [];
  const key = 'start_datetime, end_datetime';
  const ends = [first.value, last.value];
  const between = instant && !ends.includes(instant.value) ? instant.value : undefined;
  const offered = { field: 'acquired', value: between, key: 'datetime', offered: true } as const;
  if (last.start.getTime() - first.start.getTime() >= DAY - MINUTE)
    return [{ field: 'acquired', value: sharedDate(ends), key }, offered];
  if (instant && first.start <= instant.start && instant.start <= last.end)
    return [{ field: 'acquired', value: instant.value, key: 'datetime' }];
  if (first.value === last.value) return [{ field: 'acquired', value: first.value, key }, offered];
  return [...readingsAsStatements([dayOf(first.start), dayOf(last.start)], key), offered];
}
const MINUTE = 60_000;

/** Catalogues that know no more than the day write midnight: where that is not UTC's, the day reaches into two. */
function instantAlone(value: string, written: string): RawStatement[] {
  if (!/T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:\d{2})$/i.test(written.trim()))
    return [{ field: 'acquired', value, key: 'datetime' }];
  const midnight = new Date(value);
  const days = [midnight, new Date(midnight.getTime() + DAY - 1)].map(dayOf);
  return readingsAsStatements(days, 'datetime').map((one) => ({
    ...one,
    caution: 'Midnight: taken as the day.',
  }));
}
