import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';

/** The log goes to stderr: for eyes on a terminal, as JSON lines otherwise. */
export function createLog(level: Config['logLevel']): Logger {
  if (process.stderr.isTTY)
    return pino(
      { level },
      pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }),
    );
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
