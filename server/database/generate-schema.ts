import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createLog } from '../base/log.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { migrate } from './migrate.ts';

const FILE = path.join(import.meta.dirname, 'schema.generated.ts');

/** How a column's type is read from, and given to, pg. JSON is given as text, since pg takes arrays for its own. */
const types: Record<string, string> = {
  bool: 'boolean',
  box: 'string',
  float8: 'number',
  _float8: 'number[]',
  int4: 'number',
  int8: 'number',
  jsonb: 'Json',
  text: 'string',
  timestamptz: 'Date',
  uuid: 'string',
};

type Column = {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  defaulted: boolean;
  always: boolean;
};

const COLUMNS = `
  select c.table_name as table, c.column_name as column, c.udt_name as type,
    c.is_nullable = 'YES' as nullable,
    c.column_default is not null or c.is_identity = 'YES' as defaulted,
    c.identity_generation is not distinct from 'ALWAYS' as always
  from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like 'kysely%'
  order by c.table_name, c.ordinal_position`;

function typeOf({ table, column, type, nullable, defaulted, always }: Column): string {
  const base = types[type];
  if (!base)
    throw new Error(`${table}.${column} has the type ${type}: say in generate-schema.ts how it is read.`);
  const whole = nullable ? `${base} | null` : base;
  if (base === 'Json') return nullable ? 'Json | null' : 'Json';
  if (always) return `GeneratedAlways<${whole}>`;
  return defaulted ? `Generated<${whole}>` : whole;
}

/** The TypeScript text of all tables, from a fresh Postgres that has been through every migration. */
async function generate(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-schema-'));
  const postgres = await startEmbedded(folder, createLog('warn'));
  try {
    await migrate(postgres.owner, postgres.serving.user ?? '');
    const client = new pg.Client(postgres.owner);
    await client.connect();
    const { rows } = await client.query<Column>(COLUMNS);
    await client.end();
    const tables = Map.groupBy(rows, ({ table }) => table);
    const lines = [...tables].map(
      ([table, columns]) =>
        `  ${table}: {\n${columns.map((column) => `    ${column.column}: ${typeOf(column)};\n`).join('')}  };\n`,
    );
    return [
      "// Made from the migrated database by server/database/generate-schema.ts; 'npm run check' compares.\n",
      "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';\n\n",
      '/** Read as a value, written as JSON text. */\n',
      'type Json = ColumnType<unknown, string, string>;\n\n',
      `export type Database = {\n${lines.join('')}};\n`,
    ].join('');
  } finally {
    await postgres.release();
    await rm(folder, { recursive: true, force: true });
  }
}

const generated = await generate();
if (!process.argv.includes('--check')) await writeFile(FILE, generated);
else if (generated !== (await readFile(FILE, 'utf8'))) {
  console.error(
    "The types in server/database/schema.generated.ts are not those of the migrations. Run it without '--check'.",
  );
  process.exitCode = 1;
}
