import proj4 from 'proj4';
import { cosine, sine } from '../base/exact-math.ts';
import { frame, sceneAt, scenes } from '../base/recipe.ts';
import { EXTENSION } from '../structure/buildings.ts';
import type { Structure, StructureState } from '../structure/structure.ts';
import { structures } from '../structure/structures.ts';

const toDegrees = proj4('+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs', 'EPSG:4326');

/** Longitude and latitude (WGS 84, seven decimals) of a place in the frame. */
function toLongitudeLatitude(x: number, y: number): [number, number] {
  const [longitude, latitude] = toDegrees.forward([frame.west + x, frame.north - y]);
  return [Math.round(longitude! * 1e7) / 1e7, Math.round(latitude! * 1e7) / 1e7];
}

/** Ring of a turned rectangle, counter-clockwise, closed. */
function rectangle(x: number, y: number, length: number, width: number, angle: number): [number, number][] {
  const ux = cosine(angle);
  const uy = sine(angle);
  const corner = (l: number, w: number): [number, number] =>
    toLongitudeLatitude(x + l * ux - w * uy, y + l * uy + w * ux);
  const l = length / 2;
  const w = width / 2;
  return [corner(-l, w), corner(l, w), corner(l, -w), corner(-l, -w), corner(-l, w)];
}

const changeOf: Readonly<Record<StructureState, string>> = {
  standing: 'constructed',
  absent: 'razed',
  razed: 'razed',
  demolished: 'demolished',
  reroofed: 'altered',
  extended: 'altered',
  breached: 'damaged',
};

/** Sightings, in the project's own codes. */
const sightingOf: Readonly<Record<StructureState, string>> = {
  standing: 'intact',
  absent: 'absent',
  razed: 'razed',
  demolished: 'demolished',
  reroofed: 'altered',
  extended: 'altered',
  breached: 'damaged',
};

const notes: Readonly<Record<StructureState, string>> = {
  standing: 'Not there before, built between the two dates.',
  absent: '',
  razed: 'Taken down and cleared between the two dates.',
  demolished: 'Destroyed between the two dates; rubble lies where it stood.',
  reroofed: 'The old roof was replaced by blue sheets; the building itself is the same.',
  extended: `Lengthened by ${EXTENSION} m at one end.`,
  breached: 'About 21 m of the northern side of the wall were taken down.',
};

/** Every structure of the valley, by date: what a faultless observer would record. */
function sightings(structure: Structure): Record<string, string> {
  return Object.fromEntries(scenes.map((scene, index) => [scene.id, sightingOf[structure.states[index]!]]));
}

type TruthFeature = {
  type: 'Feature';
  id: string;
  geometry: { type: 'Polygon'; coordinates: [number, number][][] };
  properties: Readonly<Record<string, unknown>>;
};

function changeFeature(structure: Structure): TruthFeature | null {
  const after = structure.states.findIndex(
    (state, index) => index > 0 && state !== structure.states[index - 1],
  );
  if (after < 0) return null;
  const state = structure.states[after]!;
  const long = structure.length + (state === 'extended' ? EXTENSION : 0);
  const moved = (long - structure.length) / 2;
  return {
    type: 'Feature',
    id: `change-${structure.id}`,
    geometry: {
      type: 'Polygon',
      coordinates: [
        rectangle(
          structure.x + cosine(structure.angle) * moved,
          structure.y + sine(structure.angle) * moved,
          long,
          structure.width,
          structure.angle,
        ),
      ],
    },
    properties: {
      synthetic: true,
      structureId: structure.id,
      name: structure.name,
      structure: structure.kind,
      change: changeOf[state],
      before: sceneAt(after - 1).id,
      after: sceneAt(after).id,
      heightMetres: structure.height,
      sightings: sightings(structure),
      note: notes[state],
    },
  };
}

type Decoy = {
  id: string;
  x: number;
  y: number;
  length: number;
  width: number;
  angle: number;
  structure: string;
  structureOther?: string;
  before: number;
  after: number;
  rival: string;
  note: string;
};

const structureById = (id: string): Structure => structures.find((structure) => structure.id === id)!;

/** Things that look different and are not. */
function decoys(): Decoy[] {
  const field = { length: 60, width: 40, angle: 17, structure: 'other', structureOther: 'field' };
  const leaning = structureById('T12');
  const hall = structureById('P01');
  const house = structureById('H207');
  return [
    {
      id: 'field-paddy',
      x: 520,
      y: 780,
      ...field,
      before: 1,
      after: 2,
      rival: 'season_or_vegetation',
      note: 'Paddies: under water in May, ripe in October. Nothing was built or taken away.',
    },
    {
      id: 'field-maize',
      x: 900,
      y: 420,
      ...field,
      angle: 31,
      before: 0,
      after: 1,
      rival: 'season_or_vegetation',
      note: 'Harvested fields in November, tilled or green in May.',
    },
    {
      id: 'river-ice',
      x: 290,
      y: 560,
      length: 60,
      width: 40,
      angle: 70,
      structure: 'other',
      structureOther: 'river',
      before: 2,
      after: 3,
      rival: 'snow',
      note: 'The river is frozen, with open places; its bed has not moved.',
    },
    {
      ...leaning,
      id: 'lean-T12',
      structure: 'guard_tower',
      length: 12,
      width: 12,
      before: 1,
      after: 2,
      rival: 'lean',
      note: 'Seen 27.5 degrees from the vertical, the cabin lies 5.2 m off its foot. The tower has not moved.',
    },
    {
      ...hall,
      id: 'shadow-P01',
      structure: 'public_building',
      before: 1,
      after: 3,
      rival: 'shadow',
      note: 'In January the shadow is five times as long as in May, and snow lies on the roof.',
    },
    {
      ...house,
      id: 'snow-H207',
      structure: 'prisoner_housing',
      before: 2,
      after: 3,
      rival: 'snow',
      note: 'Snow has slid off part of the roof; the house is the same.',
    },
  ];
}

function decoyFeature(decoy: Decoy): TruthFeature {
  return {
    type: 'Feature',
    id: `unchanged-${decoy.id}`,
    geometry: {
      type: 'Polygon',
      coordinates: [rectangle(decoy.x, decoy.y, decoy.length, decoy.width, decoy.angle)],
    },
    properties: {
      synthetic: true,
      structure: decoy.structure,
      ...(decoy.structureOther ? { structureOther: decoy.structureOther } : {}),
      change: 'no_visible_change',
      before: sceneAt(decoy.before).id,
      after: sceneAt(decoy.after).id,
      rival: decoy.rival,
      note: decoy.note,
    },
  };
}

/**
 * What truly changed between the scenes, and what only looks so: RFC 7946, WGS 84, in the true frame. A shifted
 * scene's own coordinates are off by its `shift` (file minus truth); its registration offset is the opposite.
 */
export function truth(): object {
  const features = [
    ...structures.flatMap((structure) => changeFeature(structure) ?? []),
    ...decoys().map(decoyFeature),
  ];
  const all = features.flatMap((feature) => feature.geometry.coordinates[0]!);
  const longitudes = all.map(([longitude]) => longitude);
  const latitudes = all.map(([, latitude]) => latitude);
  return {
    type: 'FeatureCollection',
    bbox: [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)],
    afterimage: {
      synthetic: true,
      notice:
        'SYNTHETIC. An invented valley: no evidence of anything, and no statement about any real place.',
      licence: 'CC0-1.0',
      scenes: scenes.map((scene) => ({
        id: scene.id,
        file: `scenes/${scene.id}.tif`,
        acquired: scene.acquired,
        shift: scene.shift,
        registrationOffset: { east: 0 - scene.shift.east, north: 0 - scene.shift.north },
        incidenceAngle: scene.incidenceAngle,
        viewAzimuth: scene.viewAzimuth,
      })),
    },
    features,
  };
}
