import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinateForms, coordinateText, readCoordinates } from '../../../../client/place/coordinates.ts';

describe('coordinates that are pasted', () => {
  it.each([
    ['42.54012, 129.9325', [129.9325, 42.54012]],
    ['42.54012 129.9325', [129.9325, 42.54012]],
    ['(42.54012, 129.9325)', [129.9325, 42.54012]],
    ['42.54012 N 129.93250 E', [129.9325, 42.54012]],
    ['N42.54012 E129.9325', [129.9325, 42.54012]],
    ['129.9325E, 42.54012N', [129.9325, 42.54012]],
    ['42.54012°N, 129.9325°E', [129.9325, 42.54012]],
    ['42,54012; 129,9325', [129.9325, 42.54012]],
    ['lat: 42.54012, lon: 129.9325', [129.9325, 42.54012]],
    ['lon 129.9325 lat 42.54012', [129.9325, 42.54012]],
    ['129.9325, 42.54012', [129.9325, 42.54012]],
    ['−33.8568, 151.2153', [151.2153, -33.8568]],
    ['33.8568 S 70.5 W', [-70.5, -33.8568]],
    [`42°32'24.432"N 129°55'57"E`, [129.9325, 42.54012]],
    ['42°32′24.432″N, 129°55′57″E', [129.9325, 42.54012]],
    [`42° 32.4072' N, 129° 55.95' E`, [129.9325, 42.54012]],
    ['42 32 24.432 N 129 55 57 E', [129.9325, 42.54012]],
    ['42:32:24.432N, 129:55:57E', [129.9325, 42.54012]],
    [`N 42° 32' 24.432" E 129° 55' 57"`, [129.9325, 42.54012]],
    ['https://www.google.com/maps/@42.54012,129.9325,15z', [129.9325, 42.54012]],
    ['https://www.google.com/maps/place/x/@42.5,129.9,15z/data=!3d42.54012!4d129.9325', [129.9325, 42.54012]],
    ['https://maps.google.com/?q=42.54012,129.9325', [129.9325, 42.54012]],
    ['https://www.openstreetmap.org/#map=15/42.54012/129.9325', [129.9325, 42.54012]],
    ['https://www.openstreetmap.org/?mlat=42.54012&mlon=129.9325#map=5/1/2', [129.9325, 42.54012]],
    ['https://www.bing.com/maps?cp=42.54012~129.9325&lvl=15', [129.9325, 42.54012]],
    ['https://browser.dataspace.copernicus.eu/?zoom=15&lat=42.54012&lng=129.9325', [129.9325, 42.54012]],
    ['www.google.com/maps/@42.54012,129.9325,15z', [129.9325, 42.54012]],
    ['maps.google.com/?q=42.54012,129.9325', [129.9325, 42.54012]],
    ['openstreetmap.org/#map=15/42.54012/129.9325', [129.9325, 42.54012]],
    ['geo:42.54012,129.9325?z=15', [129.9325, 42.54012]],
  ])('%s', (text, position) => {
    const [longitude, latitude] = readCoordinates(text)!;
    expect(longitude).toBeCloseTo(position[0]!, 6);
    expect(latitude).toBeCloseTo(position[1]!, 6);
  });

  it.each([
    // The Eiffel Tower by two public converters; zone 31's central meridian on the equator and at 48.8582 N.
    ['31N 500000 0', [3, 0]],
    ['31 N 500000mE 0mN', [3, 0]],
    ['31S 500000 10000000', [3, 0]],
    ['31U 448252 5411943', [2.2945, 48.8583]],
    ['31U DQ 48252 11943', [2.2945, 48.8583]],
    ['31UDQ4825211943', [2.2945, 48.8583]],
  ])('%s on its grid', (text, position) => {
    const [longitude, latitude] = readCoordinates(text)!;
    expect(longitude).toBeCloseTo(position[0]!, 4);
    expect(latitude).toBeCloseTo(position[1]!, 4);
  });

  it.each([
    '',
    'C22-017',
    'tower',
    '42.54012',
    '91, 181',
    '95 N, 12 E',
    '42.5 N, 12 S',
    `42°61'0"N 129°0'0"E`,
    '61N 500000 0',
    '31UDQ482521194',
    'https://example.org/',
    '1 2 3 4',
  ])('finds no place in %j', (text) => {
    expect(readCoordinates(text)).toBeUndefined();
  });
});

describe('coordinates as they are written', () => {
  it.each([
    ['decimal', '42.54012 N 129.93250 E'],
    ['dms', '42°32′24.4″N 129°55′57.0″E'],
    ['utm', '52T 576571 E 4710169 N'],
    ['mgrs', '52T EN 76571 10169'],
  ] as const)('in %s', (form, text) => {
    expect(coordinateText([129.9325, 42.54012], form)).toBe(text);
  });

  it('writes no sixtieth second or minute', () => {
    expect(coordinateText([-0.9999999, -59.9999999], 'dms')).toBe('60°00′00.0″S 1°00′00.0″W');
  });

  it('is read back to within two metres, whatever the form', () => {
    const anywhere = fc.tuple(
      fc.double({ min: -179.9, max: 179.9, noNaN: true }),
      fc.double({ min: -79.9, max: 83.9, noNaN: true }),
      fc.constantFrom(...coordinateForms),
    );
    fc.assert(
      fc.property(anywhere, ([longitude, latitude, form]) => {
        const back = readCoordinates(coordinateText([longitude, latitude], form))!;
        const metres = 111_320;
        const shrink = Math.cos((latitude * Math.PI) / 180);
        expect(Math.abs(back[1] - latitude) * metres).toBeLessThan(3);
        expect(Math.abs(back[0] - longitude) * metres * shrink).toBeLessThan(3);
      }),
    );
  });
});
