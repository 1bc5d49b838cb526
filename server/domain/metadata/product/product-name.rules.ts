import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { MONTH, monthNumber } from '#domain/acquired/written-date.rules.ts';
import type { StatedField } from '#domain/vocabulary/statement.contract.ts';
import { datatakeDays } from './acquisition.rules.ts';
import { platformName } from './platform.rules.ts';

type Parts = (string | undefined)[];
/** What a product's name tells; of the acquisition each reading. */
type Told = Partial<Record<Exclude<StatedField, 'acquired'>, string | undefined>> & {
  acquired?: (string | undefined)[];
};

/** Names that a provider gives, each told whole. */
const products: readonly { form: RegExp; read: (parts: Parts) => Told }[] = [
  {
    // LC08_L1TP_116031_20161003_20170320_01_T1: acquired, then processed (USGS, collections 1 and 2)
    form: /(?<![0-9A-Za-z])(L[COTEM](0\d)_L\w{3}_\d{6}_(\d{4})(\d{2})(\d{2})_\d{8}_\d{2}_(?:T1|T2|RT|A1|A2))(?![0-9A-Za-z])/,
    read: ([id, number, year, month, day]) => ({
      acquired: [`${year}-${month}-${day}`],
      platform: `Landsat ${Number(number)}`,
      provider: 'U.S. Geological Survey',
      catalogueId: id,
    }),
  },
  {
    // LT51160311985123HAJ00: satellite, path, row, year, day of the year (USGS, before collections)
    form: /(?<![0-9A-Za-z])(L[COTEM]([1-9])\d{6}(\d{4})(\d{3})[A-Z]{3}\d{2})(?![0-9A-Za-z])/,
    read: ([id, number, year, day]) => ({
      acquired: [dayOfYear(Number(year), Number(day))],
      platform: `Landsat ${number}`,
      provider: 'U.S. Geological Survey',
      catalogueId: id,
    }),
  },
  {
    // S2A_MSIL1C_20220912T102031_N0400_R065_T32TPS_20220912T141033: the start of the datatake, when it was made
    // (Copernicus)
    form: /(?<![0-9A-Za-z])((S2[A-D])_MSIL\w{2}_(\d{8}T\d{6})(?:_N\d{4}_R\d{3}_T\w{5}_\d{8}T\d{6})?)/,
    read: ([id, satellite, time]) => ({
      acquired: datatakeDays(compact(time)),
      platform: platformName(satellite ?? ''),
      instrument: 'MSI',
      provider: 'Copernicus (ESA)',
      catalogueId: (id?.length ?? 0) > 30 ? id : undefined,
    }),
  },
  {
    // S2A_OPER_MSI_L1C_TL_SGS__20160101T050000_A002769_T52TEN: when it was made; of a product, V and the start of the
    // datatake (Copernicus, before December 2016)
    form: /(?<![0-9A-Za-z])(S2[AB])_OPER_\w*?(?:_V(\d{8}T\d{6})_\d{8}T\d{6})?(?![0-9A-Za-z_])/,
    read: ([satellite, time]) => ({
      acquired: time ? datatakeDays(compact(time)) : [],
      platform: platformName(satellite ?? ''),
      instrument: 'MSI',
      provider: 'Copernicus (ESA)',
    }),
  },
  {
    // AST_L1T_00310112012021354_20150607123456: month, day, year, UTC, then when it was made (NASA, METI)
    form: /(?<![0-9A-Za-z])AST_\w{3,4}_003(\d{2})(\d{2})(\d{4})(\d{6})_\d{14}/,
    read: ([month, day, year, time]) => ({
      acquired: [compact(`${year}${month}${day}T${time}`)],
      platform: 'Terra',
      instrument: 'ASTER',
    }),
  },
  {
    // T52TEK_20220912T021541_B04: one band of a tile, the start of its datatake (Copernicus)
    form: /(?<![0-9A-Za-z])T\d{2}[A-Z]{3}_(\d{8}T\d{6})_(?:B\d|TCI|AOT|WVP|SCL)/,
    read: ([time]) => ({
      acquired: datatakeDays(compact(time)),
      instrument: 'MSI',
      provider: 'Copernicus (ESA)',
    }),
  },
  {
    // 20161003_021855_0e26_3B_AnalyticMS, 20210304_021855_34_2262_3B: UTC, hundredths, satellite (Planet)
    form: /(?<![0-9A-Za-z])((\d{8})_(\d{6})_(?:(\d{2})_)?([0-9a-f]{4}|ssc?\d+d?\d*))_(?:[13][AB]|analytic|basic|ortho|visual|pansharpened)/i,
    read: ([id, day, time, hundredths, satellite]) => ({
      acquired: [compact(`${day}T${time}`, hundredths)],
      platform: `${/^s/i.test(satellite ?? '') ? 'SkySat' : 'PlanetScope'} ${satellite}`,
      provider: 'Planet',
      catalogueId: id,
    }),
  },
  {
    // 5134210_2012-10-11_RE3_3A: tile, day, satellite (RapidEye)
    form: /(?<![0-9A-Za-z])\d{7}_(\d{4}-\d{2}-\d{2})_(RE[1-5])_[13][AB]/,
    read: ([day, satellite]) => ({
      acquired: [day],
      platform: platformName(satellite ?? ''),
      provider: 'Planet',
    }),
  },
  {
    // IMG_PHR1A_PMS_201210110213541_ORT: satellite, UTC to the tenth of a second (Airbus)
    form: /(?<![0-9A-Za-z])(?:IMG|DIM|DS)_(?:(PHR1[AB]|SPOT[67]|PNEO[3-6])_)(?:\w{1,5}_)?(\d{8})(\d{4})(\d{2})?\d?(?!\d)/,
    read: ([satellite, day, time, seconds = '00']) => ({
      acquired: [compact(`${day}T${time}${seconds}`)],
      platform: platformName(satellite ?? ''),
      provider: 'Airbus',
    }),
  },
  {
    // WV02_20121011021354_103001001F2B3C00_12OCT11021354-P2AS (Maxar)
    form: /(?<![0-9A-Za-z])((?:QB|WV|GE|IK)\d{2})_(\d{8})(\d{6})_([0-9A-F]{16})(?![0-9A-Za-z])/,
    read: ([satellite, day, time, id]) => ({
      acquired: [compact(`${day}T${time}`)],
      platform: platformName(satellite ?? ''),
      provider: 'Maxar (DigitalGlobe)',
      catalogueId: id,
    }),
  },
  {
    // 12OCT11021354-M2AS-052: year, month, day, UTC (Maxar)
    form: new RegExp(
      `(?<![0-9A-Za-z])(\\d{2})${MONTH}(\\d{2})(\\d{6})(?:-[MPS]\\d[A-Z]{2}|(?![0-9A-Za-z]))`,
      'i',
    ),
    read: ([year, month, day, time]) => ({
      acquired: [compact(`20${year}${monthNumber(month)}${day}T${time}`)],
      provider: 'Maxar (DigitalGlobe)',
    }),
  },
  {
    // 1030010020C3E500-visual: the catalogue id, whose start is the satellite (Maxar)
    form: /(?<![0-9A-Za-z])(10([1-5])001[0-9A-F]{10})(?![0-9A-Za-z])/,
    read: ([id, satellite]) => ({
      platform: ['QuickBird-2', 'WorldView-1', 'WorldView-2', 'WorldView-3', 'GeoEye-1'][
        Number(satellite) - 1
      ],
      provider: 'Maxar (DigitalGlobe)',
      catalogueId: id,
    }),
  },
];

/**
 * What the name of a file tells that bears the name of a provider's product; undefined where it bears none, or tells
 * of a date that does not exist or lies ahead of `today`.
 */
export function toldByProduct(fileName: string, today: Date): Told | undefined {
  for (const { form, read } of products) {
    const match = form.exec(fileName);
    if (!match) continue;
    const told = read(match.slice(1));
    const { acquired } = told;
    const holds = acquired?.every((date) => (readAcquired(date ?? '')?.start ?? Infinity) <= today) ?? true;
    if (holds) return told;
  }
  return undefined;
}

/** '20121011T021354' and hundredths of a second as an instant in UTC. */
function compact(text = '', hundredths = ''): string {
  const [, y, m, d, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  return `${y}-${m}-${d}T${hour}:${minute}:${second}${hundredths && `.${hundredths}`}Z`;
}

function dayOfYear(year: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, 0, day));
  return date.getUTCFullYear() === year ? date.toISOString().slice(0, 10) : undefined;
}
