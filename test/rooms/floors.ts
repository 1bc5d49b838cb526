import type { Floors } from './rooms.ts';

/** The floors of the page, from the ground up. */
export const clientFloors: Floors = [
  ['account', 'style'],
  ['core', 'coordinates'],
  ['i18n'],
  ['controls'],
  ['keys', 'site', 'placement'],
  ['scene'],
  ['look'],
  ['comparison'],
  ['place', 'assessment'],
  ['annotation'],
  ['registration', 'overlay'],
  ['map'],
  ['structure', 'figure', 'timeline', 'upload', 'export'],
  ['shell'],
];

/** The floors of the server, from the ground up. */
export const serverFloors: Floors = [
  ['imagery'],
  ['base', 'domain'],
  ['database'],
  ['http'],
  ['history', 'event'],
  ['installation', 'storage', 'aside'],
  ['site'],
  ['scene'],
  ['look', 'overlay', 'upload'],
  ['ingest'],
  ['structure'],
  ['annotation'],
  ['assessment'],
  ['export'],
  ['api'],
  ['runtime'],
  ['command'],
];
