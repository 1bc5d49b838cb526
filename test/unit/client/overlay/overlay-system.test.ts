import { describe, expect, it } from 'vitest';
import { namedSystem } from '../../../../client/overlay/file/overlay-system.ts';

const named = (name: unknown) => ({ type: 'name', properties: { name } });

describe('a crs member', () => {
  it.each([
    'urn:ogc:def:crs:OGC:1.3:CRS84',
    'urn:ogc:def:crs:OGC::CRS84',
    'urn:ogc:def:crs:OGC:1.3:CRS84h',
    'urn:x-ogc:def:crs:OGC:1.3:CRS84',
    'URN:OGC:DEF:CRS:OGC:1.3:CRS84',
    'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    'https://www.opengis.net/def/crs/OGC/0/CRS84h/',
    'OGC:CRS84',
    'CRS84',
    'crs84',
    'EPSG:4326',
    'epsg:4326',
    'EPSG::4326',
    ' EPSG: 4326 ',
    'EPSG:4979',
    '4326',
    '+init=epsg:4326',
    '+proj=longlat +datum=WGS84 +no_defs',
    '+proj=longlat +datum=WGS84 +no_defs +type=crs',
    'urn:ogc:def:crs:EPSG::4326',
    'urn:ogc:def:crs:EPSG:6.9:4326',
    'urn:ogc:def:crs:EPSG:4326',
    'urn:x-ogc:def:crs:EPSG:4326',
    'http://www.opengis.net/gml/srs/epsg.xml#4326',
    'http://www.opengis.net/def/crs/EPSG/0/4326',
    'http://spatialreference.org/ref/epsg/4326/',
    'https://spatialreference.org/ref/epsg/wgs-84/',
    'https://epsg.io/4326',
    'WGS84',
    'WGS 84',
    'wgs-84',
    'WGS_1984',
    'GCS_WGS_1984',
    'World Geodetic System 1984',
    'WGS 84 (CRS84)',
  ])('of WGS 84 is known by its name %s', (name) => {
    expect(namedSystem(named(name))).toBeUndefined();
    expect(namedSystem(name)).toBeUndefined();
  });

  it.each<[unknown, number]>([
    [named('urn:ogc:def:crs:EPSG::4301'), 4301],
    [named('urn:ogc:def:crs:EPSG:8.8.1:4301'), 4301],
    [named('urn:x-ogc:def:crs:EPSG:4301'), 4301],
    [named('EPSG:4301'), 4301],
    [named('epsg:4301'), 4301],
    [named('http://www.opengis.net/def/crs/EPSG/0/4301'), 4301],
    [named('http://www.opengis.net/gml/srs/epsg.xml#4301'), 4301],
    [named('https://epsg.io/4301'), 4301],
    [named(4301), 4301],
    [named('4301'), 4301],
    [named('ESRI:4301'), 4301],
    [{ type: 'EPSG', properties: { code: 4301 } }, 4301],
    [{ type: 'EPSG', properties: { code: '4301' } }, 4301],
    [{ type: 'EPSG', properties: { code: '4301', coordinate_order: [0, 1] } }, 4301],
    [{ type: 'name', properties: { code: 4301 } }, 4301],
    [{ type: 'name', name: 'EPSG:4301' }, 4301],
    [{ properties: { name: 'EPSG:4301' } }, 4301],
    [{ type: 'OGC', properties: { urn: 'urn:ogc:def:crs:EPSG::4301' } }, 4301],
    ['EPSG:4301', 4301],
    ['+init=epsg:4301', 4301],
    ['[EPSG:4301]', 4301],
    [4301, 4301],
    [{ wkid: 4301 }, 4301],
    [{ wkid: 102100, latestWkid: 3857 }, 3857],
    [named('EPSG:900913'), 3857],
    [named('urn:ogc:def:crs:ESRI::102100'), 3857],
    [named('urn:ogc:def:crs:OGC:1.3:CRS83'), 4269],
    [named('urn:ogc:def:crs:OGC:1.3:CRS27'), 4267],
    [named('EPSG:32652'), 32652],
  ])('%j gives its code', (crs, epsg) => {
    expect(namedSystem(crs)).toBe(epsg);
  });

  it.each<[unknown, string]>([
    [null, 'It says that its reference system is unknown'],
    [{}, 'It does not say by name which reference system it is in'],
    [[], 'It does not say by name'],
    [true, 'It does not say by name'],
    [{ type: 'name', properties: null }, 'It does not say by name'],
    [{ type: 'name', properties: {} }, 'It does not say by name'],
    [
      { type: 'link', properties: { href: 'http://example.com/crs/42', type: 'proj4' } },
      'It does not say by name',
    ],
    [{ type: 'URL', properties: { url: 'http://example.com/crs/42' } }, 'It does not say by name'],
    [{ type: 'EPSG', properties: { code: 4326, coordinate_order: [1, 0] } }, 'in an order of its own'],
    ['', 'is not known by this name'],
    [named('Tokyo'), "Its coordinates are in 'Tokyo', a reference system that is not known by this name"],
    [named('local'), 'not known by this name'],
    [named('urn:ogc:def:crs:OGC::AUTO42001:99:8888'), 'not known by this name'],
    [named('urn:ogc:def:crs:IGNF::4326'), 'not known by this name'],
    [named('IAU:49900'), 'not known by this name'],
    [named('ESRI:102024'), 'not known by this name'],
    [named('EPSG:4301+5773'), 'not known by this name'],
    [named('urn:ogc:def:crs,crs:EPSG::4301,crs:EPSG::5773'), 'not known by this name'],
    [
      named(
        'GEOGCS["Tokyo",DATUM["Tokyo",SPHEROID["Bessel 1841",6377397.155,299.1528128]],AUTHORITY["EPSG","4326"]]',
      ),
      'not known by this name',
    ],
    [named('+proj=longlat +ellps=bessel +no_defs'), 'not known by this name'],
    [named('+proj=longlat +datum=WGS84 +pm=paris'), 'not known by this name'],
    [named('NOT WGS 84'), 'not known by this name'],
    [named('UTM 52N WGS84'), 'not known by this name'],
    [named('RGF93 / WGS84'), 'not known by this name'],
    [named('WGS 72'), 'not known by this name'],
    [named('WGS 84 / UTM zone 52N'), 'not known by this name'],
    [named(4301.5), 'not known by this name'],
    [named(-1), 'not known by this name'],
  ])('%j is refused', (crs, why) => {
    expect(() => namedSystem(crs)).toThrow(why);
  });
});
