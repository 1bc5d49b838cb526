import { describe, expect, it } from 'vitest';
import { readCoordinates } from '../../../../client/coordinates/read-coordinates.ts';
import { expectPlace, expectPlaces } from './expected-reading.ts';

const VALLEY = [129.9325, 42.54] as const;
const DMS = encodeURIComponent(`42°32'24"N 129°55'57"E`);

describe('links that mark a place', () => {
  it.each([
    // Google: the pin goes before the view.
    'https://www.google.com/maps/place/Camp/@42.5,129.9,15z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d42.54!4d129.9325',
    'https://www.google.com/maps/place/Camp/@42.5,129.9,15z/data=!3d42.54!4d129.9325?entry=ttu&g_ep=abc',
    'https://www.google.co.kr/maps/place/Camp/@42.5,129.9,15z/data=!8m2!3d42.54!4d129.9325!16s%2Fg%2F11',
    'https://www.google.com/maps/place/Camp/@42.5,129.9,15z/data=%218m2%213d42.54%214d129.9325',
    `https://www.google.com/maps/place/42°32'24"N+129°55'57"E/@42.5,129.9,15z`,
    `https://www.google.com/maps/place/42°32'24"N 129°55'57"E/@42.5,129.9,15z`,
    `https://www.google.com/maps/place/${DMS}/@42.5,129.9,15z`,
    'https://www.google.com/maps/place/42%C2%B032%2724%22N+129%C2%B055%2757%22E/@42.5,129.9,15z',
    'https://www.google.com/maps/place/42.54,129.9325',
    'https://www.google.com/maps/place/42.54+129.9325/@42.5,129.9,15z',
    'https://www.google.com/maps/search/42.54,129.9325',
    'https://www.google.com/maps/search/42.54,+129.9325?entry=tts',
    'https://www.google.com/maps/search/?api=1&query=42.54,129.9325',
    'https://www.google.com/maps/search/?api=1&query=42.54%2C129.9325',
    'https://www.google.com/maps?q=42.54,129.9325',
    'https://www.google.com/maps?q=42.54%2C129.9325&z=15',
    'https://www.google.com/maps?q=42.54,+129.9325',
    'https://www.google.com/maps?q=loc:42.54+129.9325',
    'https://maps.google.com/?q=42.54,129.9325',
    'https://maps.google.com/?q=42.54,129.9325&ll=42.5,129.9',
    'https://maps.google.com/maps?q=Camp@42.54,129.9325',
    'https://maps.google.com/maps?q=42.54,129.9325(Camp)',
    `https://maps.google.com/?q=${DMS}`,
    'https://maps.google.de/maps?q=42.54N+129.9325E',
    'https://maps.google.com/maps?q=&layer=c&cbll=42.54,129.9325',
    'https://www.google.com/maps/@?api=1&map_action=pano&viewpoint=42.54,129.9325',
    'https://www.google.com/maps/dir//42.54,129.9325/@42.5,129.9,15z',
    'https://www.google.com/maps/dir/?api=1&destination=42.54,129.9325',
    'https://maps.google.com/maps?daddr=42.54,129.9325',
    'https://earth.google.com/web/search/42.54,129.9325/@42.5,129.9,500a,1000d,35y,0h,0t,0r',
    `https://earth.google.com/web/search/${DMS}/@42.5,129.9,500a`,
    'https://maps.googleapis.com.google.com/maps?q=42.54,129.9325',
    'comgooglemaps://?q=42.54,129.9325',
    'google.navigation:q=42.54,129.9325',
    'www.google.com/maps/search/42.54,129.9325',
    'google.com/maps?q=42.54,129.9325',
    'HTTPS://WWW.GOOGLE.COM/maps?q=42.54,129.9325',
    '//www.google.com/maps?q=42.54,129.9325',
    // Apple.
    'https://maps.apple.com/?ll=42.54,129.9325',
    'https://maps.apple.com/?q=Camp&ll=42.54,129.9325',
    'https://maps.apple.com/?q=42.54,129.9325',
    'https://maps.apple.com/place?coordinate=42.54,129.9325&name=Camp',
    'https://maps.apple.com/?daddr=42.54,129.9325',
    'maps://?ll=42.54,129.9325',
    // Bing.
    'https://www.bing.com/maps?sp=point.42.54_129.9325_Camp&cp=42.5~129.9',
    'https://www.bing.com/maps?where1=42.54,129.9325',
    'https://bing.com/maps/default.aspx?rtp=pos.42.54_129.9325_Camp',
    // OpenStreetMap.
    'https://www.openstreetmap.org/?mlat=42.54&mlon=129.9325#map=5/1/2',
    'https://www.openstreetmap.org/?mlon=129.9325&mlat=42.54&zoom=12',
    // Yandex and 2GIS have longitude first.
    'https://yandex.com/maps/?ll=129.9%2C42.5&pt=129.9325,42.54&z=15',
    'https://yandex.ru/maps/?pt=129.9325,42.54,pm2rdm',
    'https://yandex.com/maps/?ll=129.9%2C42.5&whatshere%5Bpoint%5D=129.9325%2C42.54&whatshere%5Bzoom%5D=15',
    'https://yandex.com/maps/?mode=poi&poi%5Bpoint%5D=129.9325%2C42.54',
    'https://yandex.com/maps/?text=42.54%2C129.9325&ll=129.9%2C42.5',
    'https://yandex.com/maps/?rtext=~42.54,129.9325',
    'https://2gis.ru/geo/129.9325,42.54',
    'https://2gis.kz/almaty/geo/70000001/129.9325%2C42.54?m=129.9%2C42.5%2F15',
    // Korea.
    'https://map.kakao.com/link/map/42.54,129.9325',
    'https://map.kakao.com/link/map/Camp,42.54,129.9325',
    'https://map.kakao.com/link/map/%EA%B4%80%EB%A6%AC%EC%86%8C,42.54,129.9325',
    'https://map.kakao.com/link/map/관리소,42.54,129.9325',
    'https://map.kakao.com/link/to/Camp,42.54,129.9325',
    'https://map.kakao.com/link/roadview/42.54,129.9325',
    'kakaomap://look?p=42.54,129.9325',
    'https://map.naver.com/?lng=129.9325&lat=42.54',
    'nmap://place?lat=42.54&lng=129.9325&name=Camp',
    // GeoHack.
    'https://geohack.toolforge.org/geohack.php?params=42_32_24_N_129_55_57_E_type:landmark',
    'https://geohack.toolforge.org/geohack.php?pagename=X&params=42_32_24_N_129_55_57_E_region:KP_type:city(3000)',
    'https://geohack.toolforge.org/geohack.php?language=de&params=42_32.4_N_129_55.95_E',
    'https://geohack.toolforge.org/geohack.php?params=42.54_N_129.9325_E_globe:earth',
    'https://geohack.toolforge.org/geohack.php?params=42.54;129.9325',
    'https://tools.wmflabs.org/geohack/geohack.php?params=42.54_N_129.9325_E',
    // Others.
    'https://zoom.earth/maps/satellite/#view=42.5,129.9,12z/place=42.54,129.9325',
    'https://www.arcgis.com/apps/mapviewer/index.html?marker=129.9325,42.54&level=12',
    'https://wego.here.com/l/42.54,129.9325,Camp',
    'https://share.here.com/l/42.54,129.9325,Camp?z=16',
    'https://www.waze.com/ul?ll=42.54%2C129.9325&navigate=yes',
    'https://www.waze.com/live-map/directions?to=ll.42.54%2C129.9325',
    'waze://?ll=42.54,129.9325&navigate=yes',
    'https://osmand.net/map?pin=42.54,129.9325#15/42.5/129.9',
    'https://www.qwant.com/maps/place/latlon:42.54:129.9325#map=16/42.5/129.9',
    'https://mapy.com/en/zakladni?source=coor&id=129.9325,42.54&x=129.9&y=42.5',
    // RFC 5870.
    'geo:42.54,129.9325',
    'geo:42.54,129.9325,120',
    'geo:42.54,129.9325;u=35',
    'geo:42.54,129.9325;crs=wgs84;u=35',
    'geo:42.54,129.9325?z=15',
    'geo:0,0?q=42.54,129.9325',
    'geo:0,0?q=42.54,129.9325(Camp)',
    'geo:42.5,129.9?q=42.54,129.9325',
    'geo:42.54,129.9325?q=Camp',
    'GEO:42.54,129.9325',
    // In a sentence.
    'See https://www.google.com/maps?q=42.54,129.9325.',
    '(https://www.google.com/maps?q=42.54,129.9325)',
    '<https://www.google.com/maps?q=42.54,129.9325>',
    'Camp 22: https://www.google.com/maps?q=42.54,129.9325 (Hoeryong)',
    // Addresses that only lead to another.
    'https://www.google.com/url?q=https://www.google.com/maps?q%3D42.54,129.9325',
    'https://consent.google.com/ml?continue=https://www.google.com/maps/place/42.54,129.9325',
    'https://web.archive.org/web/20130101000000/https://www.google.com/maps?q=42.54,129.9325',
    'https://www.openstreetmap.org/query?lat=42.54&lon=129.9325#map=12/42.5/129.9',
    'https://www.windy.com/42.54/129.9325?42.5,129.9,8',
    'geo:0,0?q=Camp%2022@42.54,129.9325',
    'https://example.org/?lat=42,54&lon=129,9325',
    'https://maps.google.com/?q=42,54,129,9325',
    'https://example.org/?lat=42.54N&lon=129.9325E',
    // A map that no rule knows, with names that cannot be mistaken.
    'https://example.org/map?lat=42.54&lon=129.9325',
    'https://example.org/map?longitude=129.9325&latitude=42.54',
    'https://example.org/map?LAT=42.54&LNG=129.9325',
    'https://example.org/#lat=42.54&lng=129.9325',
    'https://example.org/?q=129.9325,42.54',
  ])('%s', (text) => {
    const reading = readCoordinates(text);
    expectPlace(text, VALLEY);
    expect(reading).not.toMatchObject({ why: expect.stringContaining('view') });
  });
});

describe('links that hold a view alone', () => {
  it.each([
    'https://www.google.com/maps/@42.54,129.9325,15z',
    'https://www.google.com/maps/@42.54,129.9325,1500m/data=!3m1!1e3',
    'https://www.google.com/maps/place/Camp/@42.54,129.9325,15z',
    'https://www.google.com/maps/search/camp/@42.54,129.9325,15z',
    'https://www.google.com/maps/d/viewer?mid=abc&ll=42.54,129.9325&z=12',
    'https://maps.google.com/?ll=42.54,129.9325&z=12',
    'https://www.google.com/maps/embed?pb=!1m14!1m12!1m3!1d12345.6!2d129.9325!3d42.54!2m3!1f0',
    'https://earth.google.com/web/@42.54,129.9325,500.1a,1000d,35y,0h,0t,0r',
    'https://earthengine.google.com/timelapse#v=42.54,129.9325,12,latLng&t=0.5',
    'https://maps.apple.com/?center=42.54,129.9325&z=12',
    'https://www.bing.com/maps?cp=42.54~129.9325&lvl=15',
    'https://www.bing.com/maps?cp=42.54%7E129.9325&lvl=15&style=h',
    'https://www.openstreetmap.org/#map=15/42.54/129.9325',
    'openstreetmap.org/#map=15/42.54/129.9325',
    'https://www.openstreetmap.org/way/123#map=15/42.54/129.9325',
    'https://www.openstreetmap.org/?lat=42.54&lon=129.9325&zoom=12',
    'https://yandex.com/maps/?ll=129.9325%2C42.54&z=15',
    'https://yandex.com/maps/10000/camp/?ll=129.9325,42.54&z=15',
    'https://yandex.com.tr/harita/?ll=129.9325%2C42.54&z=15',
    'https://2gis.ru/?m=129.9325%2C42.54%2F15',
    'https://map.naver.com/v5/?c=129.9325,42.54,15,0,0,0,dh',
    'https://zoom.earth/#view=42.54,129.9325,12z',
    'https://zoom.earth/maps/satellite/#view=42.54,129.9325,12z',
    'https://zoom.earth/#42.54,129.9325,12z,sat',
    'https://livingatlas.arcgis.com/wayback/#mapCenter=129.9325%2C42.54%2C15&mode=explore&active=12345',
    'https://livingatlas.arcgis.com/wayback/#active=12345&mapCenter=129.9325,42.54,15',
    'https://livingatlas.arcgis.com/wayback/?active=12345&ext=129.9225,42.53,129.9425,42.55',
    'https://www.arcgis.com/home/webmap/viewer.html?center=129.9325,42.54&level=12',
    'https://www.arcgis.com/home/webmap/viewer.html?extent=129.9225,42.53,129.9425,42.55',
    'https://browser.dataspace.copernicus.eu/?zoom=15&lat=42.54&lng=129.9325&themeId=DEFAULT',
    'https://apps.sentinel-hub.com/eo-browser/?zoom=15&lat=42.54&lng=129.9325',
    'https://apps.sentinel-hub.com/sentinel-playground/?source=S2&lat=42.54&lng=129.9325&zoom=12',
    'https://worldview.earthdata.nasa.gov/?v=129.9225,42.53,129.9425,42.55&t=2012-10-11',
    'https://firms.modaps.eosdis.nasa.gov/map/#d:24hrs;@129.9325,42.54,12.0z',
    'https://www.mapillary.com/app/?lat=42.54&lng=129.9325&z=15',
    'https://wikimapia.org/#lang=en&lat=42.54&lon=129.9325&z=12&m=w',
    'https://wego.here.com/?map=42.54,129.9325,15,normal',
    'https://www.waze.com/live-map?zoom=15&lat=42.54&lon=129.9325',
    'https://www.windy.com/?42.54,129.9325,8',
    'https://www.windy.com/?rain,42.54,129.9325,8',
    'https://opentopomap.org/#map=15/42.54/129.9325',
    'https://maps.gsi.go.jp/#15/42.54/129.9325/&base=std',
    'https://geojson.io/#map=15/42.54/129.9325',
    'https://openinframap.org/#12/42.54/129.9325',
    'https://mapy.cz/turisticka?x=129.9325&y=42.54&z=12',
    'https://www.gaiagps.com/map/?loc=12/129.9325/42.54',
    'https://earth.nullschool.net/#current/wind/surface/level/orthographic=129.9325,42.54,3000',
    'https://www.marinetraffic.com/en/ais/home/centerx:129.9325/centery:42.54/zoom:10',
    'https://www.flightradar24.com/42.54,129.9325/8',
    'https://skyvector.com/?ll=42.54,129.9325&chart=301&zoom=3',
    'https://www.ventusky.com/?p=42.54;129.9325;8&l=temperature',
    'https://example.org/map/@42.54,129.9325,15z',
    'https://example.org/#map=15/42.54/129.9325',
  ])('%s', (text) => {
    expectPlace(text, VALLEY);
    expect(readCoordinates(text)).toMatchObject({
      why: 'The middle of the map view: the link marks no place',
    });
  });

  it.each([
    // Longitude first, as Yandex has it: Kharkiv, and not Iran.
    ['https://yandex.com/maps/?ll=36.230383%2C49.993500&z=15', [36.230383, 49.9935]],
    // EPSG:3857, from PROJ 9.1.1.
    ['https://map.naver.com/v5/?c=14464019.737497,5242215.2077445,15,0,0,0,dh', [129.9325, 42.54]],
    ['https://map.naver.com/p/entry/address/14464019.737497,5242215.2077445,Camp', [129.9325, 42.54]],
    ['https://www.google.com/maps/@-33.4489,-70.6693,3a,75y,90h,90t/data=!3m6!1e1', [-70.6693, -33.4489]],
    ['https://www.openstreetmap.org/#map=15/-33.4489/-70.6693', [-70.6693, -33.4489]],
  ] as const)('%s', (text, position) => {
    expectPlace(text, position);
  });
});

describe('links that could be more places than one', () => {
  it.each([
    // The ends of a route, and never its view.
    [
      'https://www.google.com/maps/dir/42.5,129.25/42.75,129.5/@42.6,129.4,11z',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://www.google.com/maps/dir/?api=1&origin=42.5,129.25&destination=42.75,129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://www.google.com/maps/dir/A/B/@42.6,129.4,11z/data=!4m14!4m13!1m5!1m1!1s0x0!2m2!1d129.25!2d42.5!1m5!1m1!1s0x1!2m2!1d129.5!2d42.75!3e0',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://maps.google.com/maps?saddr=42.5,129.25&daddr=42.75,129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://maps.apple.com/?saddr=42.5,129.25&daddr=42.75,129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://www.openstreetmap.org/directions?route=42.5,129.25;42.75,129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://yandex.com/maps/?rtext=42.5,129.25~42.75,129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://2gis.ru/directions/points/129.25,42.5|129.5,42.75',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://yandex.com/maps/?pt=129.25,42.5~129.5,42.75',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      'https://www.google.com/maps/data=!3d42.5!4d129.25!3d42.75!4d129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    // An order that only the map itself knows.
    [
      'https://example.org/?ll=36.25,49.5',
      [
        [49.5, 36.25],
        [36.25, 49.5],
      ],
    ],
    [
      'https://example.org/?center=36.25,49.5',
      [
        [49.5, 36.25],
        [36.25, 49.5],
      ],
    ],
    [
      'https://www.strava.com/heatmap#12/36.25/49.5/hot/all',
      [
        [49.5, 36.25],
        [36.25, 49.5],
      ],
    ],
    // Two links.
    [
      'https://maps.google.com/?q=42.5,129.25 https://maps.google.com/?q=42.75,129.5',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
  ] as const)('%s', (text, positions) => {
    expectPlaces(text, positions);
  });
});

describe('links that name no place', () => {
  it.each([
    ['https://www.google.com/maps/dir/Seoul/Hoeryong/@42.54,129.93,11z', /A route between places/],
    ['https://maps.app.goo.gl/AbCdEf123', /short link/],
    ['https://goo.gl/maps/AbCdEf123', /short link/],
    ['https://earth.app.goo.gl/AbCdEf', /short link/],
    ['https://kko.to/abcdef', /short link/],
    ['https://naver.me/abcdef', /short link/],
    ['https://osm.org/go/5Ey2--', /short link/],
    ['https://yandex.com/maps/-/CCUabcde', /short link/],
    ['https://maps.apple/p/abcdef', /short link/],
    ['https://bit.ly/3abcdef', /short link/],
    ['bit.ly/3abcdef', /short link/],
    ['https://map.baidu.com/@14464019,5217000,15z', /shifts its coordinates/],
    ['https://uri.amap.com/marker?position=129.93,42.54', /shifts its coordinates/],
    ['https://ditu.amap.com/regeo?lng=129.93&lat=42.54', /shifts its coordinates/],
    ['https://apis.map.qq.com/uri/v1/marker?marker=coord:42.54,129.93', /shifts its coordinates/],
    ['https://ditu.google.cn/maps/@42.54,129.93,15z', /shifts its coordinates/],
    ['https://map.kakao.com/?urlX=506260&urlY=1112557&urlLevel=3', /own metres/],
    ['https://map.kakao.com/?itemId=123', /no coordinates/],
    ['https://map.naver.com/p/?c=15.00,0,0,0,dh', /no coordinates/],
    ['https://www.openstreetmap.org/node/123', /not its coordinates/],
    ['https://en.wikipedia.org/wiki/Hoeryong_concentration_camp', /no coordinates/],
    ['https://www.38north.org/2013/01/camp22', /no coordinates/],
    ['https://www.google.com/maps?cid=1234567890', /no coordinates/],
    ['https://www.google.com/maps/place/Hoeryong', /no coordinates/],
    ['https://what3words.com/filled.count.soap', /what3words/],
    ['https://w3w.co/filled.count.soap', /what3words/],
    ['///filled.count.soap', /what3words/],
    ['geohash:wyzq8', /geohash/],
    ['geo:0,0?q=Hoeryong', /names a place in words/],
    ['geo:42.54,129.93;crs=epsg:5179', /another reference system/],
    ['geo:95,129.93', /beyond 90/],
    ['geo:42,54,129,93', /no coordinates/],
    ['https://geohack.toolforge.org/geohack.php?params=26_S_15_W_globe:Moon', /not on Earth/],
    // Longitude first is fixed there: nothing turns it around.
    ['https://yandex.com/maps/?ll=36.2,149.9', /beyond 90/],
    ['https://maps.google.com/?q=129.93,42.54', /beyond 90/],
    ['https://www.openstreetmap.org/#map=15/129.93/42.54', /beyond 90/],
    ['https://example.org/?lat=95&lon=12', /beyond 90/],
    ['https://example.org/', /no coordinates/],
    ['https://www.arcgis.com/home/webmap/viewer.html?center=14463986,5217000,102100', /no coordinates/],
    ['https://', /damaged/],
  ])('%s', (text, why) => {
    expect(readCoordinates(text)).toEqual({ kind: 'none', why: expect.stringMatching(why) });
  });
});

describe('what software writes', () => {
  it.each([
    'POINT(129.9325 42.54)',
    'POINT (129.9325 42.54)',
    'Point(129.9325 42.54)',
    'POINT Z (129.9325 42.54 120)',
    'POINTZ(129.9325 42.54 120)',
    'POINT ZM (129.9325 42.54 120 3)',
    'MULTIPOINT((129.9325 42.54))',
    'SRID=4326;POINT(129.9325 42.54)',
    '<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(129.9325 42.54)',
    'POINT(129.9325, 42.54)',
    '{"type":"Point","coordinates":[129.9325,42.54]}',
    '{ "type": "Point", "coordinates": [ 129.9325, 42.54, 120 ] }',
    '{"type":"Feature","properties":{"name":"Camp"},"geometry":{"type":"Point","coordinates":[129.9325,42.54]}}',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[129.9325,42.54]}}]}',
    '"coordinates": [129.9325, 42.54]',
    '{"lat":42.54,"lon":129.9325}',
    '{"lat":42.54,"lng":129.9325}',
    '{"lng":129.9325,"lat":42.54}',
    '{"latitude":42.54,"longitude":129.9325}',
    '{"lat":"42.54","lon":"129.9325"}',
    '{lat: 42.54, lng: 129.9325}',
    '{lat: 42,54, lng: 129,9325}',
    "{'lat': 42.54, 'lon': 129.9325}",
    'LatLng(42.54, 129.9325)',
    'new google.maps.LatLng(42.54, 129.9325)',
    'ST_MakePoint(129.9325, 42.54)',
    'fromLonLat([129.9325, 42.54])',
    'ee.Geometry.Point([129.9325, 42.54])',
    '{"name":"Camp","location":{"lat":42.54,"lng":129.9325}}',
    '[129.9325, 42.54]',
    '<coordinates>129.9325,42.54,0</coordinates>',
    '<Point><coordinates>129.9325,42.54</coordinates></Point>',
    '<Placemark><name>Camp 22</name><Point><coordinates> 129.9325,42.54,0 </coordinates></Point></Placemark>',
    '<wpt lat="42.54" lon="129.9325">',
    'lat="42.54" lon="129.9325"',
    '<wpt lat="42.54" lon="129.9325"><name>Camp 22</name></wpt>',
    "<trkpt lon='129.9325' lat='42.54'/>",
    '<LookAt><longitude>129.9325</longitude><latitude>42.54</latitude></LookAt>',
    '<geo:lat>42.54</geo:lat><geo:long>129.9325</geo:long>',
    '<georss:point>42.54 129.9325</georss:point>',
    '<gml:pos>42.54 129.9325</gml:pos>',
  ])('%s', (text) => {
    expectPlace(text, VALLEY);
  });

  it.each([
    [
      '<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(36.25 49.5)',
      [
        [49.5, 36.25],
        [36.25, 49.5],
      ],
    ],
    [
      'POINT(36.25, 49.5)',
      [
        [49.5, 36.25],
        [36.25, 49.5],
      ],
    ],
    [
      '<gml:pos>36.25 49.5</gml:pos>',
      [
        [49.5, 36.25],
        [36.25, 49.5],
      ],
    ],
    [
      '[{"lat":42.5,"lng":129.25},{"lat":42.75,"lng":129.5}]',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
    [
      '{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[129.25,42.5]}},{"geometry":{"type":"Point","coordinates":[129.5,42.75]}}]}',
      [
        [129.25, 42.5],
        [129.5, 42.75],
      ],
    ],
  ] as const)('asks of %s', (text, positions) => {
    expectPlaces(text, positions);
  });

  it.each([
    ['POINT(42.54 129.9325)', /beyond 90/],
    ['ST_MakePoint(42.54, 129.9325)', /beyond 90/],
    ['SRID=3857;POINT(14463986 5217000)', /not|EPSG/],
    ['SRID=5179;POINT(129.9325 42.54)', /EPSG:5179/],
    ['POINT EMPTY', /WKT point/],
    ['LINESTRING(129 42, 130 43)', /outline or a line/],
    ['POLYGON((129 42, 130 42, 130 43, 129 42))', /outline or a line/],
    ['{"type":"Point","coordinates":[42.54,129.9325]}', /beyond 90/],
    ['{"type":"Polygon","coordinates":[[[129,42],[130,42],[130,43],[129,42]]]}', /outline or a line/],
    ['{"type":"LineString","coordinates":[[129,42],[130,42]]}', /outline or a line/],
    [
      '{"type":"Point","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4301"}},"coordinates":[129.9,42.5]}',
      /another reference system/,
    ],
    ['<coordinates>129,42,0 130,42,0 130,43,0</coordinates>', /outline or a line/],
    ['{"lat":95,"lon":12}', /beyond 90/],
    ['+4260+12955/', /60 minutes/],
    ['+42.54+129.93CRSTokyo/', /Tokyo/],
  ])('is no place: %s', (text, why) => {
    expect(readCoordinates(text)).toEqual({ kind: 'none', why: expect.stringMatching(why) });
  });
});
