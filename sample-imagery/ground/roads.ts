import type { Point } from '../base/layout.ts';

export type Road = {
  points: readonly Point[];
  /** Metres. */
  width: number;
  kind: 'main' | 'lane' | 'path' | 'rail';
};

/** The lane along which the southern paddies begin, from west to east. */
export const southLane: readonly Point[] = [
  [384, 660],
  [460, 700],
  [560, 730],
  [700, 742],
  [840, 730],
  [940, 712],
  [1030, 726],
  [1160, 704],
];

export const roads: readonly Road[] = [
  {
    kind: 'main',
    width: 7,
    points: [
      [392, -60],
      [386, 40],
      [372, 130],
      [352, 220],
      [340, 310],
      [352, 400],
      [380, 480],
      [396, 570],
      [384, 660],
      [352, 740],
      [346, 820],
      [362, 920],
    ],
  },
  // Over the bridge into the western valley.
  {
    kind: 'main',
    width: 5.5,
    points: [
      [352, 400],
      [310, 398],
      [262, 402],
      [222, 404],
      [150, 410],
      [96, 396],
      [40, 420],
      [-50, 430],
    ],
  },
  // Through the gate and the settlement to the mine.
  {
    kind: 'main',
    width: 6,
    points: [
      [344, 318],
      [400, 322],
      [440, 322],
      [520, 318],
      [620, 312],
      [700, 300],
      [770, 270],
      [820, 220],
      [858, 168],
      [908, 150],
      [962, 146],
    ],
  },
  {
    kind: 'lane',
    width: 4.2,
    points: [
      [700, 300],
      [716, 380],
      [724, 470],
      [760, 540],
      [794, 566],
      [836, 570],
    ],
  },
  {
    kind: 'lane',
    width: 4,
    points: [
      [520, 318],
      [512, 400],
      [516, 500],
      [540, 590],
      [620, 612],
      [720, 606],
      [770, 560],
    ],
  },
  {
    kind: 'lane',
    width: 3.6,
    points: [
      [516, 446],
      [600, 440],
      [660, 434],
      [722, 440],
    ],
  },
  {
    kind: 'lane',
    width: 3.4,
    points: [
      [620, 312],
      [612, 250],
      [600, 180],
      [596, 140],
    ],
  },
  {
    kind: 'lane',
    width: 4,
    points: southLane,
  },
  {
    kind: 'lane',
    width: 3.2,
    points: [
      [560, 730],
      [548, 800],
      [560, 900],
    ],
  },
  {
    kind: 'lane',
    width: 3.2,
    points: [
      [840, 730],
      [852, 800],
      [838, 900],
    ],
  },
  {
    kind: 'lane',
    width: 3,
    points: [
      [96, 396],
      [110, 500],
      [150, 600],
      [170, 700],
      [160, 800],
      [180, 900],
    ],
  },
  {
    kind: 'lane',
    width: 3,
    points: [
      [388, 20],
      [470, 24],
      [580, 10],
      [680, 20],
      [760, -40],
    ],
  },
  {
    kind: 'rail',
    width: 2.2,
    points: [
      [952, 176],
      [900, 192],
      [860, 222],
      [826, 268],
      [806, 312],
    ],
  },
  {
    kind: 'path',
    width: 1.5,
    points: [
      [826, 578],
      [836, 540],
      [890, 532],
      [940, 510],
      [974, 470],
    ],
  },
  {
    kind: 'path',
    width: 1.4,
    points: [
      [600, 440],
      [590, 520],
      [560, 596],
    ],
  },
  {
    kind: 'path',
    width: 1.4,
    points: [
      [770, 270],
      [840, 300],
      [900, 330],
      [960, 350],
    ],
  },
  {
    kind: 'path',
    width: 1.6,
    points: [
      [1010, 300],
      [1050, 360],
      [1040, 450],
      [1090, 540],
      [1160, 580],
    ],
  },
  {
    kind: 'path',
    width: 1.5,
    points: [
      [40, 420],
      [30, 330],
      [60, 250],
      [40, 160],
      [80, 80],
      [60, -40],
    ],
  },
  {
    kind: 'path',
    width: 1.4,
    points: [
      [352, 220],
      [300, 240],
      [250, 236],
    ],
  },
  {
    kind: 'path',
    width: 1.4,
    points: [
      [396, 570],
      [350, 590],
      [320, 600],
    ],
  },
];
