import type { Season } from '../base/recipe.ts';
import type { Colour } from '../structure/structure.ts';

/** Colours of the ground in full sun on the level, sRGB before haze and the sensor's cast. */
export type Palette = {
  grass: Colour;
  scrub: Colour;
  forestFloor: Colour;
  soil: Colour;
  packed: Colour;
  gravel: Colour;
  water: Colour;
  deepWater: Colour;
  pine: Colour;
  broadleaf: readonly [Colour, Colour, Colour];
  /** Half width of the river's water, metres. */
  riverHalfWidth: number;
  /** Leaves are down: crowns let the ground through. */
  leafless: boolean;
  snow: boolean;
};

export const palettes: Readonly<Record<Season, Palette>> = {
  autumn: {
    grass: [138, 124, 92],
    scrub: [116, 102, 76],
    forestFloor: [112, 96, 74],
    soil: [146, 124, 96],
    packed: [170, 154, 128],
    gravel: [178, 172, 160],
    water: [70, 84, 84],
    deepWater: [44, 62, 68],
    pine: [56, 68, 46],
    broadleaf: [
      [108, 88, 70],
      [124, 98, 70],
      [136, 102, 58],
    ],
    riverHalfWidth: 9,
    leafless: true,
    snow: false,
  },
  spring: {
    grass: [112, 126, 76],
    scrub: [88, 108, 62],
    forestFloor: [84, 92, 60],
    soil: [150, 124, 96],
    packed: [182, 164, 136],
    gravel: [188, 182, 168],
    water: [112, 118, 98],
    deepWater: [84, 98, 84],
    pine: [48, 68, 42],
    broadleaf: [
      [76, 108, 52],
      [90, 122, 58],
      [104, 134, 66],
    ],
    riverHalfWidth: 13,
    leafless: false,
    snow: false,
  },
  harvest: {
    grass: [136, 128, 78],
    scrub: [118, 106, 62],
    forestFloor: [106, 92, 58],
    soil: [148, 124, 94],
    packed: [176, 158, 128],
    gravel: [184, 176, 160],
    water: [76, 90, 78],
    deepWater: [50, 68, 62],
    pine: [52, 70, 42],
    broadleaf: [
      [148, 96, 48],
      [126, 112, 52],
      [160, 126, 60],
    ],
    riverHalfWidth: 10,
    leafless: false,
    snow: false,
  },
  winter: {
    grass: [206, 206, 204],
    scrub: [176, 170, 162],
    forestFloor: [204, 204, 206],
    soil: [192, 186, 178],
    packed: [176, 168, 156],
    gravel: [214, 216, 220],
    water: [190, 202, 210],
    deepWater: [78, 92, 102],
    pine: [58, 66, 56],
    broadleaf: [
      [134, 122, 114],
      [142, 128, 116],
      [148, 130, 112],
    ],
    riverHalfWidth: 8.5,
    leafless: true,
    snow: true,
  },
};

/** What may grow on a parcel. */
export const crops = ['maize', 'paddy', 'beans', 'vegetables', 'fallow'] as const;
export type Crop = (typeof crops)[number];

/** Looks of a crop on a date: a parcel has one of them. */
export const cropLooks: Readonly<Record<Season, Readonly<Record<Crop, readonly Colour[]>>>> = {
  autumn: {
    maize: [
      [168, 146, 108],
      [156, 134, 98],
      [116, 94, 72],
      [176, 154, 116],
    ],
    paddy: [
      [174, 158, 118],
      [162, 146, 108],
      [150, 136, 102],
    ],
    beans: [
      [138, 116, 88],
      [126, 104, 80],
    ],
    vegetables: [
      [112, 118, 76],
      [132, 122, 84],
    ],
    fallow: [
      [144, 132, 96],
      [132, 122, 88],
    ],
  },
  spring: {
    maize: [
      [152, 124, 94],
      [136, 108, 82],
      [144, 126, 90],
      [128, 128, 84],
    ],
    paddy: [
      [84, 98, 98],
      [98, 108, 100],
      [116, 106, 88],
      [72, 90, 94],
    ],
    beans: [
      [148, 120, 90],
      [134, 112, 84],
    ],
    vegetables: [
      [96, 122, 68],
      [88, 112, 64],
    ],
    fallow: [
      [108, 128, 74],
      [122, 132, 82],
    ],
  },
  harvest: {
    maize: [
      [172, 144, 90],
      [182, 156, 104],
      [150, 126, 92],
      [160, 132, 82],
    ],
    paddy: [
      [196, 164, 80],
      [204, 174, 92],
      [188, 168, 118],
      [186, 152, 72],
    ],
    beans: [
      [148, 124, 70],
      [134, 110, 66],
    ],
    vegetables: [
      [92, 112, 64],
      [104, 122, 72],
    ],
    fallow: [
      [138, 132, 82],
      [126, 124, 76],
    ],
  },
  winter: {
    maize: [
      [212, 206, 196],
      [224, 222, 220],
      [204, 196, 184],
      [226, 226, 226],
    ],
    paddy: [
      [228, 230, 234],
      [222, 220, 216],
      [232, 234, 238],
    ],
    beans: [
      [224, 222, 220],
      [218, 214, 208],
    ],
    vegetables: [
      [222, 222, 220],
      [214, 210, 204],
    ],
    fallow: [
      [212, 208, 200],
      [220, 218, 214],
    ],
  },
};
