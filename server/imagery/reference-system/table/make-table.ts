import { writeFile } from 'node:fs/promises';
import proj4 from 'proj4';
import { compounds, openProjDatabase, systems, versions } from './epsg.queries.ts';
import { exportedDefinition, inTurn } from './proj-tools.ts';

const database = openProjDatabase('/usr/share/proj/proj.db');
const normal = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
const all = systems(database);
const lines = await inTurn(all, async (system) => {
  const definition = system.kind === 'geocentric' ? null : await exportedDefinition(system.code);
  const refused =
    system.kind === 'geocentric'
      ? 'is geocentric, which no map can show'
      : system.kind !== 'projected' && system.unit !== null && Math.abs(system.unit - Math.PI / 180) > 1e-9
        ? 'counts in grads, not in degrees'
        : definition === null
          ? `uses a projection that is not at hand (${system.method})`
          : /\+axis=(?!wsu)/.test(definition)
            ? 'counts southings and westings'
            : !parses(definition)
              ? `uses a projection that is not at hand (${system.method})`
              : '';
  const esri = system.aliases.filter((name) => name.length > 4 && /_/.test(name));
  const names = system.kind === 'geographic 2D' ? [...system.aliases, ...system.datumNames] : esri;
  const other = [...new Map(names.map((name) => [normal(name), name])).values()].filter(
    (name) => normal(name) !== normal(system.name) && name.length > 3 && !name.startsWith('('),
  );
  const [west, south, east, north] = system.areas[0]!;
  const metres = definition && parses(definition) ? metresOf(definition) : '';
  return [
    system.code,
    system.deprecated ? 'deprecated' : '',
    system.geodetic === system.code ? '' : system.geodetic,
    metres,
    metres === '?' ? 'unknown' : metres === '45' ? 'rated' : '',
    [west, south, east, north].join(' '),
    system.name,
    other.join(';'),
    (definition ?? '').replace(' +no_defs', ''),
    refused,
  ].join('\t');
});
for (const { code, name, deprecated, horizontal } of compounds(database)) {
  if (all.some((one) => one.code === horizontal))
    lines.push(
      [code, deprecated ? 'deprecated' : '', '', '', '', '', name, '', `EPSG:${horizontal}`, ''].join('\t'),
    );
}
lines.sort((one, other) => Number.parseInt(one) - Number.parseInt(other));
const made = versions(database);
await writeFile(
  new URL('../listed-systems.tsv', import.meta.url),
  [`# PROJ ${made['PROJ.VERSION']}, EPSG ${made['EPSG.VERSION']} of ${made['EPSG.DATE']}`, ...lines, ''].join(
    '\n',
  ),
);

function parses(definition: string): boolean {
  try {
    proj4(definition.replace('+axis=wsu ', ''), 'EPSG:4326');
    return true;
  } catch {
    return false;
  }
}
function metresOf(definition: string): string {
  const { datum, a, es } = new proj4.Proj(definition) as unknown as {
    datum?: { datum_type: number };
    a: number;
    es: number;
  };
  const kind = datum?.datum_type ?? 5;
  if (kind === 1) return '45';
  if (kind === 3) return '?';
  const modern = Math.abs(a - 6_378_137) < 1 && Math.abs(es - 0.00669438) < 1e-7;
  return kind !== 5 || modern || es === 0 ? '0' : '?';
}
