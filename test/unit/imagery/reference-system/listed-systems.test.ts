import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { groundDistance } from '#imagery/base/ground-distance.ts';
import { UNKNOWN_METRES } from '#imagery/reference-system/base/accuracy.rules.ts';
import { codeNamed, datumNamed, listedSystem } from '#imagery/reference-system/base/listed-systems.ts';
import { definedSystem, referenceSystem } from '#imagery/reference-system/base/reference-system.ts';

const codes = readFileSync(
  new URL('../../../../server/imagery/reference-system/base/listed-systems.tsv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => /^\d/.test(line))
  .map((line) => Number.parseInt(line, 10));

describe('a listed system', () => {
  // x and y of a place and its longitude and latitude in WGS 84, from cs2cs of PROJ 9.1.1 with Debian's proj-data.
  it.each<[string, number, number, number, number, number, number | 'unknown']>([
    ['Pulkovo 1942(58) / Stereo70', 3844, 587700.43, 326177.22, 26.1, 44.43, 3],
    ['Israeli Grid 05/12', 6991, 219035.7, 631923.45, 35.2, 31.78, 0],
    ['CH1903+ / LV95', 2056, 2600104.11, 1199879.63, 7.44, 46.95, 0],
    ['CH1903 / LV03', 21781, 600104.11, 199879.63, 7.44, 46.95, 2],
    ['Amersfoort / RD New', 28992, 121819.37, 487013.76, 4.9000001, 52.37, 0],
    ['BD72 / Belgian Lambert 72', 31370, 148679.45, 171066.81, 4.35, 50.85, 0],
    ['OSGB36 / British National Grid', 27700, 406888.61, 286901.88, -1.9, 52.48, 2],
    ['Korean 1985 / Modified Central Belt', 5174, 199930.4, 451968.05, 127, 37.5699999, 0],
    ['Korean 1985 / West Belt', 2098, 364101.6, 190464.14, 126.8, 35.2, 0],
    ['Tokyo', 4301, 139.703229, 35.696765, 139.6999998, 35.7000004, 9],
    ['WGS 84 / Pseudo-Mercator', 3857, 14463741.44, 5242215.21, 129.93, 42.54, 0],
    ['WGS 84 / UTM zone 52N', 32652, 576366.07, 4710153.69, 129.93, 42.54, 0],
    ['GDA2020', 7844, 144.9, -37.8, 144.9, -37.8, 0],
    ['GDA2020 / MGA zone 55', 7855, 315115.61, 5814297.85, 144.9, -37.8, 0],
    ['VN-2000 / TM-3 103-00', 9205, 551784.04, 2323031.5, 103.5, 21, 0],
    ['S-JTSK [JTSK03] / Krovak East North', 8353, -450783.47, -1229926.25, 18.7, 48.7000001, 0],
    ['S-JTSK / Krovak East North', 5514, -742860.08, -1042721.36, 14.42, 50.09, 0],
    ['MAGNA-SIRGAS / Origen-Nacional', 9377, 4880250.13, 2067490.89, -74.08, 4.61, 0],
    ['MAGNA-SIRGAS / Colombia Bogota zone', 3116, 999723.47, 1001525.98, -74.08, 4.61, 0],
    ['China Geodetic Coordinate System 2000', 4490, 121.4, 31.2, 121.4, 31.2, 0],
    ['CGCS2000 / 3-degree Gauss-Kruger CM 120E', 4549, 519238.97, 3353386.83, 120.2, 30.3, 0],
    ['Hartebeesthoek94 / Lo19', 2048, 46246.67, 3752681.84, 18.5000001, -33.9, 0],
    ['WGS 84 / World Mercator', 3395, 4029765.57, 6411797.76, 36.2, 49.99, 0],
    ['WGS 84 / NSIDC Sea Ice Polar Stereographic North', 3413, -11397.51, -2176743.26, -45.3000001, 70.1, 0],
    ['WGS 84 / Antarctic Polar Stereographic', 3031, 304792.1, -1289361.3, 166.6999998, -77.85, 0],
    ['NAD83 / Yukon Albers', 3578, 360723.64, 694058.19, -135.05, 60.72, 0],
    ['NAD83 / Alaska Albers', 3338, 219490.51, 1253281.98, -149.9, 61.2, 0],
    ['NAD83 / UTM zone 15N', 26915, 478712.47, 4980764.11, -93.27, 44.98, 0],
    ['NAD27', 4267, -104.98943, 39.740021, -104.9899999, 39.74, 9],
    ['NZGD49 / North Island Grid', 27291, 234023.98, 121429.15, 174.78, -41.29, 11],
    ['RGF93 v1 / Lambert-93', 2154, 652310.72, 6862414.64, 2.35, 48.86, 0],
    ['NTF (Paris) / Lambert zone II', 27572, 600990.71, 2429074.18, 2.35, 48.86, 2],
    ['HD72 / EOV', 23700, 649439.11, 239562.88, 19.04, 47.5, 0],
    ['MGI / Austria GK East', 31256, 2814.28, 341289.39, 16.37, 48.21, 2],
    ['DHDN / 3-degree Gauss-Kruger zone 3', 31467, 3513304.18, 5404737.98, 9.18, 48.78, 4],
    ['Monte Mario / Italy zone 1', 3003, 1681119.59, 4848803.92, 11.2499999, 43.77, 4],
    ['ETRF2000-PL / CS92', 2180, 637231.09, 486786.39, 21.01, 52.23, 0],
    ['LKS94 / Lithuania TM', 3346, 582524.03, 6062260.64, 25.28, 54.69, 0],
    ['Estonian Coordinate System of 1992', 3300, 542556.42, 6589367.89, 24.75, 59.44, 0],
    ['Estonian Coordinate System of 1997', 3301, 657912.47, 6474236.93, 26.7, 58.38, 0],
    ['KKJ / Finland Uniform Coordinate System', 2393, 3385823.94, 6674928.74, 24.9399999, 60.17, 0],
    ['ETRS89 / TM35FIN(E,N)', 3067, 385700.42, 6672126.74, 24.94, 60.17, 0],
    ['RT90 2.5 gon V', 3021, 1628909.59, 6580989.26, 18.0700001, 59.33, 0],
    ['SWEREF99 TM', 3006, 674647.88, 6580824.58, 18.07, 59.33, 0],
    ['ED50', 4230, 4.501443, 56.500645, 4.4999999, 56.4999998, 4],
    ['AGD66 / AMG zone 55', 20255, 524379.89, 5250064.12, 147.3, -42.9, 5],
    ['Indian 1975 / UTM zone 47N', 24047, 662690.93, 1520229.73, 100.5, 13.75, 3],
    ['WGS 72 / UTM zone 1N', 32201, 280750.03, 1106072.45, -179, 10, 2],
    ['NSIDC EASE-Grid North', 3408, 0, -1110578.22, 0, 80, 0],
    ['US National Atlas Equal Area', 2163, 0, 0, -100, 45, 0],
    ['Anguilla 1957 / British West Indies Grid', 2000, 288860.37, 2015021.22, -63.05, 18.22, 11],
    ['Pulkovo 1942 / Gauss-Kruger zone 9', 28409, 9443297.16, 5897295.26, 50.1500001, 53.2, 3],
    ['Pulkovo 1942', 4284, 37.621874, 55.749957, 37.6199999, 55.7499996, 3],
    ['Korea 2000 / Unified CS', 5179, 955846.11, 1952409.82, 127, 37.57, 0],
    ['WGS 84 / UPS North (N,E)', 32661, 2111034.63, 1807682.37, 29.9999988, 88, 0],
    ['ETRS89-extended / LAEA Europe', 3035, 4321000, 2987510.57, 10, 50, 0],
    ['NAD83 / Texas South Central (ftUS)', 2278, 3123211.44, 13841852.1, -95.36, 29.76, 0],
    ['Greek', 4120, 23.728227, 37.979029, 23.7299995, 37.9800001, 73],
    ['GDM2000 / Peninsula RSO', 3375, 411529.34, 347496.7, 101.7, 3.14, 0],
    ['Kertau 1968 / Singapore Grid', 24500, 29858.95, 30265.62, 103.85, 1.29, 15],
    ['Cape / UTM zone 34S', 22234, 268883.31, 6246408.51, 18.5, -33.9, 9],
    ['Monte Mario (Rome) / Italy zone 1', 26591, 541417.86, 5107820.93, 9.19, 45.46, 'unknown'],
    ['IRENET95 / Irish Transverse Mercator', 2157, 715845.94, 734720.33, -6.2599999, 53.35, 0],
    ['TM65 / Irish Grid', 29902, 315920, 234694.1, -6.2599999, 53.35, 0],
    ['SIRGAS 2000 / UTM zone 23S', 31983, 189303.92, 8251045.08, -47.9, -15.8, 0],
    ['WGS 84 / World Equidistant Cylindrical', 4087, 4007501.67, 5565974.54, 36, 50, 0],
  ])(
    '%s (EPSG:%i) puts a place where PROJ does, or tells how far off',
    (_, epsg, x, y, longitude, latitude, told) => {
      const system = referenceSystem(epsg);
      const sign = system.westSouth ? -1 : 1;
      const off = groundDistance(system.toWgs84(sign * x, sign * y), [longitude, latitude]);
      const accuracy = system.accuracyAt([[longitude, latitude]]);
      expect(off).toBeLessThan(told === 'unknown' ? 1000 : told || 0.1);
      expect(accuracy?.metres ?? 0).toBe(told === 'unknown' ? UNKNOWN_METRES : told);
    },
  );

  it('is told to be unknown where nobody has published its shift, also on an ellipsoid of today', () => {
    for (const epsg of [4610, 2345, 4555, 6984, 4019, 29100])
      expect([epsg, listedSystem(epsg)?.metres]).toEqual([epsg, null]);
  });

  it('is told by the place where one shift serves a datum of many countries', () => {
    const { accuracy, accuracyAt } = referenceSystem(4269);
    expect(accuracy?.metres).toBeGreaterThan(1);
    expect(accuracyAt([[-93.27, 44.98]])).toBeNull();
    // Hawaii and the Aleutian Islands, across the antimeridian.
    expect(accuracyAt([[-157.86, 21.31]])?.metres).toBe(5);
    expect(accuracyAt([[-176.6, 51.9]])?.metres).toBe(9);
    // ED50 in Iraq, whose shift nobody has rated; and an image that reaches a little beyond what is known of Prague.
    expect(referenceSystem(4230).accuracyAt([[44.4, 33.3]])?.metres).toBe(UNKNOWN_METRES);
    const { accuracyAt: inPrague } = referenceSystem(5514);
    expect(
      inPrague([
        [14.4, 50.1],
        [14.5, 50.1],
        [14.5, 60],
      ]),
    ).toBeNull();
  });

  it('that a text spells out is not exact for a shift of nothing from another ellipsoid than today’s', () => {
    const told = (definition: string) => definedSystem(definition).accuracy?.metres ?? 0;
    expect(told('+proj=longlat +ellps=bessel +towgs84=0,0,0 +no_defs')).toBe(1000);
    expect(told('+proj=longlat +ellps=bessel +no_defs')).toBe(1000);
    expect(told('+proj=longlat +datum=WGS84 +no_defs')).toBe(0);
  });

  it.each([
    [4807, /grads/],
    [29701, /Laborde/],
    [6247, /Colombia Urban/],
    [3139, /Hyperbolic Cassini/],
    [2218, /West Orientated/],
    [5513, /southings before westings/],
    [4978, /geocentric/],
  ])('EPSG:%i is refused for what is not computed rightly here', (epsg, reason) => {
    expect(() => referenceSystem(epsg)).toThrow(
      expect.objectContaining({ detail: expect.stringMatching(reason) }),
    );
  });

  it('of a place and a height, or of three dimensions, is that of the place', () => {
    const { name, ...place } = listedSystem(7415)!;
    expect(name).toBe('Amersfoort / RD New + NAP height');
    expect(place).toMatchObject({ definition: listedSystem(28992)!.definition, geodetic: 4289 });
    expect(referenceSystem(4979).definition).toBe('+proj=longlat +datum=WGS84 +no_defs');
  });

  it('is found by its name, EPSG’s or ESRI’s, and a datum by the names of both', () => {
    const systems = {
      'WGS 84 / UTM zone 52N': 32652,
      WGS_1984_UTM_Zone_52N: 32652,
      'ch1903 / lv03': 21781,
      'CH1903+_LV95': 2056,
      Pulkovo_1942_Adj_58_Stereo_70: 3844,
    };
    for (const [name, epsg] of Object.entries(systems)) expect([name, codeNamed(name)]).toEqual([name, epsg]);
    const datums = {
      Tokyo: 4301,
      D_Tokyo: 4301,
      GCS_Tokyo: 4301,
      WGS_1984: 4326,
      D_GDA2020: 7844,
      'CH1903+': 4150,
      North_American_Datum_1927: 4267,
    };
    for (const [name, epsg] of Object.entries(datums)) expect([name, datumNamed(name)]).toEqual([name, epsg]);
    expect(codeNamed('no such grid')).toBeUndefined();
    expect(datumNamed('D_Unknown')).toBeUndefined();
  });

  it('is understood by proj4 in every line, and its middle comes back where it was', () => {
    const strange = codes.flatMap((epsg) => {
      const { refused, area, reason, metres } = listedSystem(epsg)!;
      if (refused !== null) return [];
      const [west, south, east, north] = area;
      const middle = [(west + (east < west ? east + 360 : east)) / 2, (south + north) / 2] as const;
      const system = referenceSystem(epsg);
      const off = groundDistance(system.toWgs84(...system.fromWgs84(...middle)), middle);
      return off < 0.5 && (metres === 0) === (reason === null) ? [] : [{ epsg, off }];
    });
    expect(strange).toEqual([]);
    expect(codes.length).toBeGreaterThan(6900);
  });
});
