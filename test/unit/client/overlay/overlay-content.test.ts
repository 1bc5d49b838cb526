import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../client/overlay/file/overlay-content.ts';
import { placedOverlay } from '../../../../client/overlay/file/placed-overlay.ts';

const MOST = 2_000_000;
const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
const read = (content: string | Uint8Array) => placedOverlay(readContent(bytesOf(content), MOST), new Map());
const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const point = (longitude: unknown, latitude: unknown, name?: unknown) => ({
  type: 'Feature',
  properties: name === undefined ? null : { name },
  geometry: { type: 'Point', coordinates: [longitude, latitude] },
});
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const placemark = (name: string, coordinates = '129.93,42.54') =>
  `<Placemark><name>${name}</name><Point><coordinates>${coordinates}</coordinates></Point></Placemark>`;
const kml = (inner: string) =>
  `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`;
const link = (href: string, name = 'Link') =>
  `<NetworkLink><name>${name}</name><Link><href>${href}</href></Link></NetworkLink>`;
const kmz = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytesOf(text)])));
const named = (name: string) => ({ geometry: { type: 'Point', coordinates: [129.93, 42.54] }, name });

describe('what a file is, its content tells', () => {
  it.each<[string, string | Uint8Array]>([
    ['KML', kml(placemark('Gate'))],
    ['KML with blanks before it', `\n\n  ${kml(placemark('Gate'))}`],
    ['KML with a mark before it', `\ufeff<?xml version="1.0"?>${kml(placemark('Gate'))}`],
    [
      'KML of other prefixes',
      `<k:kml xmlns:k="x"><k:Document>${placemark('Gate').replaceAll(/<(\/?)/g, '<$1k:')}</k:Document></k:kml>`,
    ],
    [
      'KML whose prefixes are not declared',
      kml(`<gx:Tour/>${placemark('Gate')}`).replace(
        '<gx:Tour/>',
        '<gx:balloonVisibility>1</gx:balloonVisibility>',
      ),
    ],
    ['KML without a root', placemark('Gate')],
    ['KML without a root or a namespace', `<Document>${placemark('Gate')}</Document>`],
    [
      'KML with folders within folders',
      kml(`<Folder>${'<Folder>'.repeat(50)}${placemark('Gate')}${'</Folder>'.repeat(51)}`),
    ],
    [
      'KML with styles, a schema and a view',
      kml(`<Style/><StyleMap/><Schema><SimpleField/></Schema><LookAt/><Region/>${placemark('Gate')}`),
    ],
    [
      'KML that is hidden there',
      kml(placemark('Gate').replace('<name>', '<visibility>0</visibility><name>')),
    ],
    ['KMZ', kmz({ 'doc.kml': kml(placemark('Gate')) })],
    ['KML that gzip packed', gzipSync(bytesOf(kml(placemark('Gate'))))],
    ['KMZ that gzip packed', gzipSync(kmz({ 'doc.kml': kml(placemark('Gate')) }))],
    ['GeoJSON', collection(point(129.93, 42.54, 'Gate'))],
    ['GeoJSON with a mark before it', `\ufeff${collection(point(129.93, 42.54, 'Gate'))}`],
    ['GeoJSON that gzip packed', gzipSync(bytesOf(collection(point(129.93, 42.54, 'Gate'))))],
    ['one feature', JSON.stringify(point(129.93, 42.54, 'Gate'))],
    ['a list of features', JSON.stringify([point(129.93, 42.54, 'Gate')])],
    [
      'collections within a collection',
      collection({ type: 'FeatureCollection', features: [point(129.93, 42.54, 'Gate')] }),
    ],
    ['a collection without a type', JSON.stringify({ features: [point(129.93, 42.54, 'Gate')] })],
  ])('%s', (_, content) => {
    expect(read(content)).toEqual({ features: [named('Gate')] });
  });

  it.each([
    [
      'one a line',
      [point(129.93, 42.54, 'Gate'), point(129.93, 42.54, 'Well')]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    ],
    [
      'in a sequence',
      [point(129.93, 42.54, 'Gate'), point(129.93, 42.54, 'Well')]
        .map((one) => `\u001e${JSON.stringify(one)}\n`)
        .join(''),
    ],
  ])('features %s', (_, text) => {
    expect(read(text).features.map(({ name }) => name)).toEqual(['Gate', 'Well']);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'It is empty.'],
    ['blanks', ' \n', 'It is empty.'],
    ['a KML without anything', '<kml/>', 'It holds no point, line or area.'],
    ['only a declaration', '<?xml version="1.0"?>', 'It is no KML: it holds no element.'],
    ['GPX', '<?xml version="1.0"?><gpx><trk/></gpx>', 'It is GPX, which is not read'],
    ['a web page', '<!doctype html><HTML><body>Sign in <b>here</body></HTML>', 'It is a web page, not a KML'],
    ['a map of Mars', '<kml hint="target=mars"><Document/></kml>', 'not of the earth'],
    ['GML', '<gml:FeatureCollection/>', 'It is GML, which is not read'],
    ['a drawing', '<svg/>', 'It is an SVG drawing'],
    ['other XML', '<note/>', 'It is no KML: it begins with <note>.'],
    ['TopoJSON', '{"type":"Topology","objects":{}}', 'It is TopoJSON, which is not read'],
    [
      'Esri JSON',
      '{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4301},"features":[{"attributes":{},"geometry":{"x":129,"y":42}}]}',
      'It is Esri JSON, which is not read',
    ],
    ['an Esri geometry', '{"rings":[[[0,0],[1,0],[1,1],[0,0]]]}', 'It is Esri JSON, which is not read'],
    ['a list of numbers', '[1, 2]', 'It is no GeoJSON: it has neither features nor a geometry.'],
    ['an object', '{"a":1}', 'It is no GeoJSON: it has neither'],
    [
      'JSON cut short',
      '{"type":"FeatureCollection","features":[',
      'It is no JSON: it may be cut short, or not in UTF-8.',
    ],
    ['a table', 'name,longitude,latitude\nGate,129.93,42.54\n', 'It looks like a table (CSV)'],
    ['WKT', 'POINT (129.93 42.54)', 'It is WKT, which is not read'],
    ['EWKT', 'SRID=4301;MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))', 'It is WKT, which is not read'],
    ['words', 'Dear colleague', 'It is none of GeoJSON, KML and KMZ'],
    ['a shapefile', ascii('\0\0\x27\x0a\0\0\0\0'), 'It is a shapefile'],
    ['a GeoPackage', ascii('SQLite format 3\0'), 'It is a GeoPackage or another database'],
    ['FlatGeobuf', ascii('fgb\x03fgb\0'), 'It is FlatGeobuf'],
    ['GeoParquet', ascii('PAR1\x15'), 'It is GeoParquet'],
    ['an image', ascii('II*\0\x08\0\0\0'), 'It is a TIFF image: add it as a scene.'],
    ['a picture', ascii('\x89PNG\r\n'), 'It is a picture'],
    ['a PDF', ascii('%PDF-1.7'), 'It is a PDF'],
    ['another archive', ascii('Rar!\x1a\x07'), 'It is packed in a way that is not read'],
    ['gzip cut short', gzipSync(bytesOf(kml(placemark('Gate')))).subarray(0, 40), 'may be cut short'],
    ['gzip that swells', gzipSync(new Uint8Array(20_000_000)), 'It unpacks to more than 2 MB.'],
    ['gzip within gzip', gzipSync(gzipSync(bytesOf(kml('')))), 'It is packed twice'],
    ['a shapefile in a ZIP', zipSync({ 'a.shp': ascii('a'), 'a.dbf': ascii('a') }), 'It holds a shapefile'],
    [
      'GeoJSON in a ZIP',
      zipSync({ 'a.geojson': ascii('{}') }),
      "It holds no KML, but 'a.geojson': unpack that",
    ],
    ['an archive in a ZIP', zipSync({ 'a.kmz': ascii('a') }), "another archive, 'a.kmz'"],
    ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?><kml/>', 'It is in the encoding UTF-7'],
  ])('%s, and it is refused in our words', (_, content, why) => {
    expect(() => read(content)).toThrow(why);
  });
});

describe('a KML that is not well-formed', () => {
  const loose: [string, string, string[]][] = [
    [
      'entities that are not known',
      kml(placemark('Gate&nbsp;of &eacute; &unknown; A&B')),
      ['Gate of &eacute; &unknown; A&B'],
    ],
    ['entities that are', kml(placemark('A &amp; B &lt;old&gt; &#xD638;')), ['A & B <old> 호']],
    ['CDATA', kml(placemark('<![CDATA[A & B <old>]]>')), ['A & B <old>']],
    ['a DOCTYPE', `<!DOCTYPE kml SYSTEM "http://example.org/kml.dtd">${kml(placemark('Gate'))}`, ['Gate']],
    [
      'entities that swell',
      `<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${kml(placemark('Gate &b;'))}`,
      ['Gate &b;'],
    ],
    [
      'entities of files',
      `<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${kml(placemark('Gate &a;'))}`,
      ['Gate &a;'],
    ],
    ['control characters', kml(placemark('Ga\u0001te\u0000')), ['Gate']],
    [
      'tags that are not closed in a description',
      kml(
        `${placemark('Gate').replace('<Point>', '<description>One<br>two<p>three</description><Point>')}${placemark('Well')}`,
      ),
      ['Gate', 'Well'],
    ],
    [
      'a placemark that is not closed',
      kml(`${placemark('Gate').replace('</Placemark>', '')}${placemark('Well')}`),
      ['Gate', 'Well'],
    ],
    ['ends without beginnings', kml(`</Folder></foo>${placemark('Gate')}`), ['Gate']],
    [
      'attributes without quotes',
      kml(placemark('Gate')).replace('<Placemark>', '<Placemark id=a id=b hidden>'),
      ['Gate'],
    ],
    ['words behind its end', `${kml(placemark('Gate'))}\nsaved by me`, ['Gate']],
    ['several roots', `${placemark('Gate')}${placemark('Well')}`, ['Gate', 'Well']],
    ['comments of any kind', kml(`<!-- -- > <Placemark> -->${placemark('Gate')}`), ['Gate']],
    [
      'placemarks that change others',
      kml(`<Update><Change>${placemark('No')}</Change></Update>${placemark('Gate')}`),
      ['Gate'],
    ],
    [
      'a name in its data',
      kml(
        placemark('').replace(
          '<name></name>',
          '<ExtendedData><Data name="id"><value>7</value></Data><SchemaData><SimpleData name="title">Gate</SimpleData></SchemaData></ExtendedData>',
        ),
      ),
      ['Gate'],
    ],
    [
      'a name that is its author’s',
      kml(placemark('').replace('<name></name>', '<atom:author><atom:name>Ana</atom:name></atom:author>')),
      [undefined as unknown as string],
    ],
  ];
  it.each(loose)('is read with %s', (_, text, names) => {
    const { features, lacks } = read(text);
    expect(features.map(({ name }) => name)).toEqual(names);
    expect(lacks).toBeUndefined();
  });

  it.each([
    ['between two placemarks', kml(placemark('Gate')).replace('</Document></kml>', ''), undefined],
    ['before its last end', kml(placemark('Gate')).replace('</kml>', ''), undefined],
    ['within coordinates', kml(`${placemark('Gate')}${placemark('Well')}`).slice(0, -70), 'Well'],
    ['within a tag', kml(`${placemark('Gate')}${placemark('Well')}`).slice(0, -30), 'Well'],
    [
      'within CDATA',
      `${kml(placemark('Gate')).replace('</Document></kml>', '')}<Placemark><name><![CDATA[We`,
      'We',
    ],
    ['within a comment', `${kml(placemark('Gate')).replace('</Document></kml>', '')}<!-- We`, undefined],
  ])('because it is cut %s, is shown as far as it goes, and it is said', (_, text, lost) => {
    expect(read(text)).toEqual({
      features: [named('Gate')],
      lacks: [
        ...(lost === undefined
          ? []
          : [`1 of 2 features is left out: 1 is cut off where the file ends${lost && ` ('${lost}')`}.`]),
        'The file is cut short: what stood at its end is missing.',
      ].join(' '),
    });
  });

  it.each([
    ['cut at once', '<kml><Document>', 'It holds no point, line or area. The file is cut short'],
    [
      'elements without end',
      `<kml>${'<Folder>'.repeat(200_000)}`,
      'Its elements lie within each other without end',
    ],
  ])('is refused: %s', (_, text, why) => {
    expect(() => read(text)).toThrow(why);
  });
});

describe('what cannot be laid over is counted and named, and the rest is shown', () => {
  it.each<[string, unknown, string]>([
    [
      'no geometry',
      { type: 'Feature', properties: { name: 'Well' }, geometry: null },
      "1 has no position ('Well')",
    ],
    ['no member for it', { type: 'Feature', properties: { name: 'Well' } }, "1 has no position ('Well')"],
    ['a feature that is none', null, '1 has no position'],
    ['a number for a feature', 7, '1 has no position'],
    [
      'another kind of geometry',
      { ...point(1, 2, 'Well'), geometry: { type: 'Circle', coordinates: [1, 2] } },
      "1 is of a kind that is not known ('Well')",
    ],
    [
      'a kind that every object has',
      { ...point(1, 2, 'Well'), geometry: { type: 'toString', coordinates: [1, 2] } },
      "1 is of a kind that is not known ('Well')",
    ],
    ['no coordinates', { ...point(1, 2, 'Well'), geometry: { type: 'Point' } }, "1 has no position ('Well')"],
    [
      'empty coordinates',
      { ...point(1, 2, 'Well'), geometry: { type: 'Point', coordinates: [] } },
      "1 has no position ('Well')",
    ],
    [
      'coordinates in words',
      point('129.93', '42.54', 'Well'),
      "1 has coordinates that cannot be read ('Well')",
    ],
    [
      'coordinates that are null',
      point(null, null, 'Well'),
      "1 has coordinates that cannot be read ('Well')",
    ],
    [
      'one coordinate',
      { ...point(1, 2, 'Well'), geometry: { type: 'Point', coordinates: [1] } },
      "1 has coordinates that cannot be read ('Well')",
    ],
    [
      'coordinates of another depth',
      { ...point(1, 2, 'Well'), geometry: { type: 'Point', coordinates: [[1, 2]] } },
      "1 has coordinates that cannot be read ('Well')",
    ],
    [
      'a longitude beyond',
      point(230, 42, 'Well'),
      "1 has a longitude beyond 180 or a latitude beyond 90 degrees (longitude comes first) ('Well')",
    ],
    [
      'latitude first',
      point(42.54, 129.93, 'Well'),
      "1 has a longitude beyond 180 or a latitude beyond 90 degrees (longitude comes first) ('Well')",
    ],
    ['a line of one position', { type: 'LineString', coordinates: [[1, 2]] }, '1 has too few corners'],
    [
      'an area of two corners',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [2, 2],
            [1, 2],
          ],
        ],
      },
      '1 has too few corners',
    ],
    ['an area without rings', { type: 'Polygon', coordinates: [] }, '1 has no position'],
    [
      'a part of an area',
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
          [[[0, 0]]],
        ],
      },
      '1 has too few corners',
    ],
    ['an empty collection', { type: 'GeometryCollection', geometries: [] }, '1 has no position'],
  ])('of GeoJSON: %s', (_, feature, told) => {
    expect(read(collection(feature, point(129.93, 42.54, 'Gate')))).toEqual({
      features: [named('Gate')],
      lacks: `1 of 2 features is left out: ${told}.`,
    });
  });

  it('of GeoJSON that Python wrote, with numbers that are none', () => {
    const text = collection(point(129.93, 42.54, 'Gate'), point(0, 0, 'NaN "NaN')).replace(
      '[0,0]',
      '[NaN,-Infinity]',
    );
    expect(read(text).lacks).toBe(
      `1 of 2 features is left out: 1 has coordinates that cannot be read ('NaN "NaN').`,
    );
  });

  it.each([
    ['<Placemark><name>Well</name></Placemark>', "1 has no position ('Well')"],
    ['<Placemark><name>Well</name><Model/></Placemark>', "1 is a 3D model ('Well')"],
    [placemark('Well', '129,93 42,54 0'), "1 has coordinates that cannot be read ('Well')"],
    [
      placemark('Well', '42.54,129.93'),
      "1 has a longitude beyond 180 or a latitude beyond 90 degrees (longitude comes first) ('Well')",
    ],
    [
      '<PhotoOverlay><name>Well</name><Point><coordinates>1,2</coordinates></Point></PhotoOverlay>',
      "1 is a photo ('Well')",
    ],
    ['<ScreenOverlay><name>Legend</name></ScreenOverlay>', "1 is a picture on the screen ('Legend')"],
    ['<gx:Tour><name>Flight</name></gx:Tour>', "1 is a tour ('Flight')"],
    [link('http://example.org/a.kml', 'Live'), "1 is a link to another file, which is not fetched ('Live')"],
  ])('of KML: %s', (inner, told) => {
    expect(read(kml(inner + placemark('Gate')))).toEqual({
      features: [named('Gate')],
      lacks: `1 of 2 features is left out: ${told}.`,
    });
  });

  it('by the reason, with three names each at the most', () => {
    const none = ['Tower 1', 'Tower 2', 'Tower 2', 'Tower 3', 'Tower 4'].map((name) => ({
      ...point(0, 0, name),
      geometry: null,
    }));
    expect(read(collection(...none, point(500, 0), point(129.93, 42.54, 'Gate'))).lacks).toBe(
      "6 of 7 features are left out: 5 have no position ('Tower 1', 'Tower 2', 'Tower 3', …), 1 has a longitude beyond 180 or a latitude beyond 90 degrees (longitude comes first).",
    );
  });

  it('and refused where nothing is left', () => {
    expect(() => read(collection({ ...point(0, 0, 'Well'), geometry: null }))).toThrow(
      "1 of 1 features is left out: 1 has no position ('Well').",
    );
    expect(() => read(kml(link('http://example.org/a.kml')))).toThrow('It only links to another file');
    expect(() => read(collection(point(576571, 4710169), point(576572, 4710170)))).toThrow(
      'they look like metres of a projected system',
    );
    expect(() => read(collection(point(42.54, 129.93), point(42.55, 129.94)))).toThrow(
      'Its latitudes come before its longitudes',
    );
  });

  it('while a picture that lies on the ground is shown as its outline', () => {
    const box = '<LatLonBox><north>1</north><south>0</south><east>1</east><west>0</west></LatLonBox>';
    const { features, lacks } = read(kml(`<GroundOverlay><name>Map</name>${box}</GroundOverlay>`));
    expect(features).toMatchObject([{ name: 'Map', geometry: { type: 'Polygon' } }]);
    expect(lacks).toBe('A picture that it lays over the ground is shown as its outline.');
  });

  it('while names in another encoding are left out, and it is said', () => {
    const korean = String.fromCharCode(0xc8, 0xa3, 0x20, 0xb0, 0xfc);
    const place = { type: 'Point', coordinates: [129.93, 42.54] };
    expect(read(ascii(collection(point(129.93, 42.54, korean), point(129.93, 42.54, 'Gate'))))).toEqual({
      features: [{ geometry: place }, named('Gate')],
      lacks:
        '1 name is left out: not readable in UTF-8, and the file names no other encoding. Save it in UTF-8 to have them.',
    });
    expect(
      read(
        ascii(`<?xml version="1.0" encoding="x-mac-korean"?>${kml(placemark(korean) + placemark(korean))}`),
      ),
    ).toEqual({
      features: [{ geometry: place }, { geometry: place }],
      lacks:
        '2 names are left out: not readable in x-mac-korean, the encoding that the file names. Save it in UTF-8 to have them.',
    });
  });

  it.each([
    [
      'positions',
      collection({
        type: 'LineString',
        coordinates: Array.from({ length: 100_001 }, (_, at) => [at / 1e6, 1]),
      }),
    ],
    ['points', collection(...Array.from({ length: 100_001 }, () => point(1, 2)))],
  ])('unless there are more than 100,000 %s', (_, text) => {
    expect(() => readContent(bytesOf(text), 50_000_000)).toThrow('It holds more than 100,000 positions');
  });

  it.each([
    ['collections', `${'{"type":"GeometryCollection","geometries":['.repeat(5_000)}${']}'.repeat(5_000)}`],
    [
      'collections of features',
      `${'{"type":"FeatureCollection","features":['.repeat(5_000)}${']}'.repeat(5_000)}`,
    ],
  ])('and refused where %s lie within each other without end', (_, text) => {
    expect(() => read(text)).toThrow('Its collections lie within each other without end.');
  });

  it('of coordinates that lie within each other without end', () => {
    const text = collection(point(129.93, 42.54, 'Gate'), point(0, 0)).replace(
      '[0,0]',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    );
    expect(read(text).lacks).toContain('1 has coordinates that cannot be read');
  });
});

describe('a file that somebody made to take long', () => {
  const line = (coordinates: string) =>
    `<kml><Placemark><LineString><coordinates>${coordinates}</coordinates></LineString></Placemark></kml>`;
  it.each([
    ['commas', line(`1,2${','.repeat(1_000_000)}3`)],
    ['spaces', line(`1,2${' '.repeat(1_000_000)}3`)],
    ['spaces and commas', line(`1,2${' ,'.repeat(500_000)}3`)],
    ['beginnings', '<kml '.repeat(200_000)],
    ['brackets', '<'.repeat(1_000_000)],
    ['comments', `<kml>${'<!--'.repeat(200_000)}`],
    ['entities', `<!DOCTYPE kml [${'<!ENTITY a "b">'.repeat(50_000)}]><kml/>`],
    ['quotes', `{"a": NaN, "${'\\"'.repeat(500_000)}`],
    ['columns', '1,'.repeat(500_000)],
    ['features that are none', `{"type":"FeatureCollection","features":[${'0,'.repeat(500_000)}0]}`],
  ])('is refused soon: %s', { timeout: 10_000 }, (_, text) => {
    expect(() => read(text)).toThrow();
  });
});

describe('a KMZ', () => {
  const names = (content: Uint8Array) => read(content).features.map(({ name }) => name);

  it.each<[string, Record<string, string>, string[]]>([
    ['of one file in a folder', { 'a/b.kml': kml(placemark('Gate')) }, ['Gate']],
    [
      'of several, doc.kml',
      { 'a.kml': kml(link('doc.kml')), 'DOC.KML': kml(placemark('Gate') + link('a.kml')) },
      ['Gate'],
    ],
    [
      'that links to another',
      { 'doc.kml': kml(placemark('Gate') + link('layers/a.kml')), 'layers/a.kml': kml(placemark('Well')) },
      ['Gate', 'Well'],
    ],
    [
      'that links from folder to folder',
      {
        'doc.kml': kml(link('x/a.kml')),
        'x/a.kml': kml(link('../y/b.kml')),
        'y/b.kml': kml(placemark('Gate')),
      },
      ['Gate'],
    ],
    [
      'that links from the top',
      { 'doc.kml': kml(link('x/a.kml')), 'x/a.kml': kml(link('y/b.kml')), 'y/b.kml': kml(placemark('Gate')) },
      ['Gate'],
    ],
    [
      'that links in a circle',
      {
        'doc.kml': kml(placemark('Gate') + link('a.kml')),
        'a.kml': kml(placemark('Well') + link('doc.kml') + link('a.kml')),
      },
      ['Gate', 'Well'],
    ],
    [
      'that links to one twice',
      { 'doc.kml': kml(link('a.kml') + link('./a.kml')), 'a.kml': kml(placemark('Gate')) },
      ['Gate'],
    ],
    [
      'with spaces in a link',
      {
        'doc.kml': kml(link('my%20layer.kml') + link('my other.kml')),
        'my layer.kml': kml(placemark('Gate')),
        'my other.kml': kml(placemark('Well')),
      },
      ['Gate', 'Well'],
    ],
    [
      'with letters in a link',
      { 'doc.kml': kml(link('관리소.kml')), ['관리소.kml'.normalize('NFD')]: kml(placemark('Gate')) },
      ['Gate'],
    ],
    [
      'with backslashes and queries',
      { 'doc.kml': kml(link('x\\A.KML?v=1#top')), 'x/a.kml': kml(placemark('Gate')) },
      ['Gate'],
    ],
    [
      'that links to a KML of another ending',
      { 'doc.kml': kml(link('layer.xml')), 'layer.xml': kml(placemark('Gate')) },
      ['Gate'],
    ],
    [
      'linked as of old',
      {
        'doc.kml': kml(link('a.kml').replaceAll('Link>', 'Url>').replaceAll('NetworkUrl', 'NetworkLink')),
        'a.kml': kml(placemark('Gate')),
      },
      ['Gate'],
    ],
    [
      'beside what a Mac leaves',
      { '__MACOSX/._doc.kml': 'x', '._doc.kml': 'x', 'doc.kml': kml(placemark('Gate')) },
      ['Gate'],
    ],
  ])('%s, is read', (_, files, found) => {
    expect(names(kmz(files))).toEqual(found);
    expect(read(kmz(files)).lacks).toBeUndefined();
  });

  it('tells of what nothing links to, and of links that lead elsewhere', () => {
    const files = {
      'doc.kml': kml(
        placemark('Gate') + link('http://example.org/a.kml', 'Live') + link('../../gone.kml', 'Gone'),
      ),
      'a.kml': kml(placemark('Well')),
    };
    expect(read(kmz(files)).lacks).toBe(
      "3 of 4 features are left out: 2 are links to other files, which are not fetched ('Live', 'Gone'), 1 is a KML file inside that nothing links to ('a.kml').",
    );
  });

  it('reads each file in the encoding that it names', () => {
    const korean = ascii(
      `<?xml version="1.0" encoding="EUC-KR"?>${kml(placemark(String.fromCharCode(0xc8, 0xa3, 0xb0, 0xfc)))}`,
    );
    expect(
      names(zipSync({ 'doc.kml': bytesOf(kml(placemark('호') + link('a.kml'))), 'a.kml': korean })),
    ).toEqual(['호', '호관']);
  });

  it('tells of a file inside that cannot be read, and shows the others', () => {
    const files = {
      'doc.kml': kml(placemark('Gate') + link('a.kml') + link('b.png')),
      'a.kml': '<gpx/>',
      'b.png': '',
    };
    expect(read(kmz(files))).toEqual({
      features: [named('Gate')],
      lacks:
        "2 of 3 features are left out: 2 are files inside that cannot be read as KML ('a.kml', 'b.png').",
    });
  });

  it('is given up where its files together swell', () => {
    const swelling = kml(`${link('a.kml')}${' '.repeat(1_200_000)}`);
    expect(() => read(kmz({ 'doc.kml': swelling, 'a.kml': swelling }))).toThrow(
      "'a.kml' unpacks to more than 1 MB.",
    );
  });
});
