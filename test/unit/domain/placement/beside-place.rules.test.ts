import { describe, expect, it } from 'vitest';
import { placeBeside, placesBeside } from '#domain/placement/beside-place.rules.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2 + 2));
  for (const [index, unit] of [0xfeff, ...text.split('').map((letter) => letter.charCodeAt(0))].entries())
    view.setUint16(index * 2, unit, littleEndian);
  return new Uint8Array(view.buffer);
};
const lines = ['0.5', '0.1', '-0.2', '-0.5', '576000.25', '4709999.75'];
const transform = [0.5, 0.1, -0.2, -0.5, 576_000.25, 4_709_999.75];

describe('a world file', () => {
  it.each<[string, Uint8Array]>([
    ['in six lines', bytes(lines.join('\n'))],
    ['with lines of DOS and blanks', bytes(`${lines.map((line) => `  ${line} `).join('\r\n')}\r\n\r\n`)],
    ['of an old Mac', bytes(lines.join('\r'))],
    ['with blank lines between', bytes(lines.join('\n\n'))],
    ['with decimal commas', bytes(lines.join('\n').replaceAll('.', ','))],
    ['with exponents', bytes('5E-1\n1e-01\n-2.0e-1\n-0.5\n5.7600025E+05\n4709999.75')],
    ['with more lines than it needs', bytes(`${lines.join('\n')}\nmade by hand\n7`)],
    ['in one line', bytes(lines.join(' '))],
    ['behind a byte order mark', bytes(`\uFEFF${lines.join('\n')}`)],
    ['in UTF-16', utf16(lines.join('\r\n'), true)],
    ['in UTF-16, the other way round', utf16(lines.join('\r\n'), false)],
  ])('is read %s', (_, file) => {
    for (const name of ['a.tfw', 'a.TFW', 'a.tifw', 'a.tiffw', 'a.tfwx', 'a.tifwx', 'a.wld', 'a.wldx'])
      expect(placeBeside(name, file)).toEqual({ transform });
  });

  it.each([
    ['five lines', lines.slice(1).join('\n')],
    ['words', 'Projection UTM\nZone 52\nDatum WGS84\nx\ny\nz'],
    ['points and commas mixed', lines.join('\n').replace('576000.25', '576.000,25')],
    ['nothing', ''],
  ])('with %s is not read, which is said', (_, text) => {
    expect(placeBeside('a.tfw', bytes(text))?.unread).toMatch(/six lines/);
  });
});

describe('the notes of GDAL and ArcGIS', () => {
  const utm =
    'PROJCS["WGS 84 / UTM zone 52N",GEOGCS["WGS 84",AXIS["Latitude",NORTH],AXIS["Longitude",EAST]],AXIS["Easting",EAST],AXIS["Northing",NORTH]]';
  const degrees = 'GEOGCS["WGS 84",AXIS["Latitude",NORTH],AXIS["Longitude",EAST]]';
  const inXml = (text: string) => text.replaceAll('"', '&quot;');
  const read = (xml: string) => placeBeside('a.tif.aux.xml', bytes(xml));

  it('tell system and grid, from the middle of the first pixel as a world file has it', () => {
    const grid = '<GeoTransform>  5.76e+05, 5.0e-01, -2.0e-01,  4.71e+06, 1.0e-01, -5.0e-01</GeoTransform>';
    expect(
      read(`<PAMDataset>\n<SRS dataAxisToSRSAxisMapping="1,2">${inXml(utm)}</SRS>\n${grid}\n</PAMDataset>`),
    ).toEqual({
      crs: utm,
      transform: [0.5, 0.1, -0.2, -0.5, 576_000 + 0.15, 4_710_000 - 0.2],
    });
  });

  it('tell control points', () => {
    const points = [0, 1, 2].map(
      (at) => `<GCP Id="${at}" Pixel="${at * 10}.5" Line="3" X="${576_000 + at}" Y="4.71E+06"/>`,
    );
    const place = read(
      `<PAMDataset><GCPList Projection="${inXml(utm)}">${points.join('')}</GCPList></PAMDataset>`,
    );
    expect(place?.crs).toBe(utm);
    expect(place?.points?.[1]).toEqual({ column: 10.5, row: 3, x: 576_001, y: 4_710_000 });
  });

  it('tell the system of ArcGIS, and that its points are not read', () => {
    const place = read(
      `<PAMDataset><Metadata domain="xml:ESRI" format="xml"><GeodataXform xsi:type="typens:PolynomialXform"><SpatialReference xsi:type="typens:ProjectedCoordinateSystem"><WKT>${utm}</WKT></SpatialReference><SourceGCPs><Double>0</Double></SourceGCPs></GeodataXform></Metadata></PAMDataset>`,
    );
    expect(place?.crs).toBe(utm);
    expect(place?.unread).toMatch(/not read/);
  });

  it.each([
    ['degrees with longitude first', degrees, '2,1', true],
    ['degrees with latitude first', degrees, '1,2', false],
    ['a plane with east first', utm, '1,2', true],
    ['a plane with north first', utm, '2,1', false],
  ])('in %s are taken, or not', (_, text, mapping, isTaken) => {
    const place = read(`<SRS dataAxisToSRSAxisMapping="${mapping}">${text}</SRS>`);
    expect(place?.crs).toBe(isTaken ? text : undefined);
    expect(place?.unread === undefined).toBe(isTaken);
  });

  it('of statistics alone say nothing of the place', () => {
    expect(
      read(
        '<PAMDataset><PAMRasterBand band="1"><Metadata><MDI key="STATISTICS_MEAN">4</MDI></Metadata></PAMRasterBand></PAMDataset>',
      ),
    ).toEqual({});
  });
});

describe('files beside an image', () => {
  it('of other formats are named as not read', () => {
    for (const name of ['a.tab', 'a.rpb', 'a_RPC.rpc', 'a.aux'])
      expect(placeBeside(name, bytes('x'))?.unread).toMatch(/^[A-Z].* (?:not read|not applied).*\.$/);
    expect(placeBeside('a.imd', bytes('x'))).toBeUndefined();
  });

  it('give a world file and its .prj as one place, and notes as another', () => {
    const files = [
      { fileName: 'a.tfw', bytes: bytes(lines.join('\n')) },
      { fileName: 'a.prj', bytes: bytes('EPSG:32652\n') },
      { fileName: 'a.tif.aux.xml', bytes: bytes('<SRS>EPSG:4301</SRS>') },
    ];
    expect(placesBeside(files)).toEqual([
      { fileName: 'a.tif.aux.xml', given: { kind: 'grid', crs: 'EPSG:4301' } },
      { fileName: 'a.tfw', given: { kind: 'grid', crs: 'EPSG:32652', transform } },
    ]);
  });
});
