import { type Logger, type LoggerOptions, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';
import { withoutPasswords } from './secrets.ts';

/** The log goes to stderr: for eyes on a terminal, as JSON lines otherwise. */
export function createLog(level: Config['logLevel']): Logger {
  const options: LoggerOptions = { level, serializers: { err: tellError } };
  if (process.stderr.isTTY)
    return pino(
      options,
      pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }),
    );
  return pino(
    { ...options, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}

/**
 * What an error says in words and figures. Drivers hang whole connections on theirs, with all that is known of them:
 * these stay out of the log.
 */
function tellError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? withoutPasswords(error) : error;
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(pino.stdSerializers.err(error)))
    if (typeof value === 'string') told[name] = withoutPasswords(value);
    else if (typeof value !== 'object' || value === null) told[name] = value;
  if (error instanceof AggregateError) told.errors = error.errors.map(tellError);
  return told;
}
