import path from 'node:path';
import { z } from 'zod';
import { type LimitName, type Limits, limitSettings, usualLimits } from '#imagery/base/limits.ts';
import { faultOfAddress } from './database-address.ts';
import { type Host, isLoopback, parseHost } from './host.ts';

const sizes: Record<string, number> = { B: 1, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30, TIB: 2 ** 40 };

const sizeSchema = z.string().transform((text, context) => {
  const [, figure, unit = 'B'] = /^(\d+(?:\.\d+)?)\s*([KMGT]iB|B)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(figure) * (sizes[unit.toUpperCase()] ?? 1));
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  context.addIssue({ code: 'custom', message: "is a size such as '8 GiB', '500 MiB' or a number of bytes" });
  return z.NEVER;
});

const databaseAddressSchema = z.string().superRefine((address, context) => {
  const fault = faultOfAddress(address);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});
/** What is never repeated, also where it is wrong. */
const SECRETS = ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'DIRECT_DATABASE_URL'];

const switchSchema = z.enum(['on', 'off'], "is 'on' or 'off'");

const hostsSchema = z.string().transform((text, context): Host[] => {
  const names = text.split(',').map((name) => name.trim());
  return names.flatMap((name) => {
    const host = parseHost(name);
    if (host && Number(host.port) <= 65_535) return [host];
    const message = "is names such as 'maps.example.org' or 'maps.example.org:8443', separated by commas";
    context.addIssue({ code: 'custom', message });
    return [];
  });
});

const limitSchemas = Object.fromEntries(
  Object.values(limitSettings).map(({ setting, unit, most }) => {
    const whole = z
      .string()
      .regex(/^[1-9]\d{0,15}$/, 'is a whole number from 1 on')
      .transform(Number);
    const schema = unit === 'bytes' ? sizeSchema : whole;
    return [setting, schema.refine((value) => value <= most, `is at most ${most}`).optional()];
  }),
);

const environmentSchema = z.object({
  ...limitSchemas,
  HOST: z.string().trim().min(1, 'is a host name or an address').default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'is a number from 0 to 65535')
    .default(4322),
  DATA_DIR: z.string().min(1, 'is a folder').default('./data'),
  DATABASE_URL: databaseAddressSchema.optional(),
  MIGRATION_DATABASE_URL: databaseAddressSchema.optional(),
  DIRECT_DATABASE_URL: databaseAddressSchema.optional(),
  PREPARED_STATEMENTS: switchSchema.default('on'),
  MAX_UPLOAD: sizeSchema.default(8 * 2 ** 30),
  DISK_RESERVE: sizeSchema.default(2 ** 30),
  SAMPLE: switchSchema.default('on'),
  TRUST_NETWORK: switchSchema.default('off'),
  ALLOWED_HOSTS: hostsSchema.default([]),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'is fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

/** What the environment says. `maxUpload` in bytes; `dataDirectory` is absolute. */
export type Config = {
  host: string;
  port: number;
  dataDirectory: string;
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
  /** Where `databaseUrl` leads to a pooler: PostgreSQL itself, for what needs a session of its own. */
  directDatabaseUrl: string | undefined;
  preparedStatements: boolean;
  maxUpload: number;
  /** Bytes of the disk that uploads leave free. */
  diskReserve: number;
  sample: boolean;
  trustNetwork: boolean;
  /** Further names by which requests may ask for this server. */
  allowedHosts: readonly Host[];
  /** What an image may ask of the server that reads it. */
  limits: Limits;
  logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
};

/** A setting, or the machine, does not let the server start. The message is a sentence for whoever starts it. */
export class StartupError extends Error {
  override name = 'StartupError';
}

/** Reads the settings; an empty variable counts as one not set. Throws a StartupError that names each fault. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success)
    throw new StartupError(
      parsed.error.issues
        .map(({ path, message }) => {
          const name = String(path[0]);
          return SECRETS.includes(name) ? `${name} ${message}` : `${name} ${message}, not '${given[name]}'.`;
        })
        .join('\n'),
    );
  const settings = parsed.data;
  if (settings.MIGRATION_DATABASE_URL && !settings.DATABASE_URL)
    throw new StartupError('MIGRATION_DATABASE_URL is set but DATABASE_URL is not: set both or neither.');
  if (settings.DIRECT_DATABASE_URL && !settings.DATABASE_URL)
    throw new StartupError('DIRECT_DATABASE_URL is set but DATABASE_URL is not: set both or neither.');
  const config: Config = {
    host: settings.HOST,
    port: settings.PORT,
    dataDirectory: path.resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    migrationDatabaseUrl: settings.MIGRATION_DATABASE_URL,
    directDatabaseUrl: settings.DIRECT_DATABASE_URL,
    preparedStatements: settings.PREPARED_STATEMENTS === 'on',
    maxUpload: settings.MAX_UPLOAD,
    diskReserve: settings.DISK_RESERVE,
    sample: settings.SAMPLE === 'on',
    trustNetwork: settings.TRUST_NETWORK === 'on',
    allowedHosts: settings.ALLOWED_HOSTS,
    limits: limitsFrom(settings),
    logLevel: settings.LOG_LEVEL,
  };
  if (!isLoopback(parseHost(config.host)?.name ?? '') && !config.trustNetwork)
    throw new StartupError(
      `HOST is ${config.host}, which other machines can reach, and whoever reaches this server may write to it. ` +
        'Set HOST=127.0.0.1, or TRUST_NETWORK=on if everyone on that network may.',
    );
  return config;
}

function limitsFrom(settings: Readonly<Record<string, unknown>>): Limits {
  const names = Object.keys(limitSettings) as LimitName[];
  const set = names.map((name) => [name, settings[limitSettings[name].setting] ?? usualLimits[name]]);
  return Object.fromEntries(set) as Limits;
}
