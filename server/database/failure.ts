/**
 * What PostgreSQL's codes and Node's say of a database that cannot do now what it was asked, as opposed to one
 * that was asked something wrong.
 */

/** The connection is gone or none can be had: class 08, shutdown, starting up, idle for too long, no slot left. */
const LOST = /^(08\w{3}|57P0[1-5]|25P0[34]|53300)$/;
/** The database answers and refuses for now: out of resources, too slow, in each other's way, a standby. */
const BUSY = /^(53\w{3}|57014|40001|40P01|55P03|25006)$/;
const NETWORK = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;
/** What pg and kysely say in words alone. */
const UNSENT =
  /^(Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|driver has already been destroyed|Postgres connection has been discarded|timeout exceeded when trying to connect|timeout expired|Connection terminated due to connection timeout)/;
const BROKEN = /^Connection terminated/;
/** PostgreSQL speaks of a fault of ours by the code by which poolers speak of a connection that is gone. */
const PROTOCOL_VIOLATION = '08P01';

/** True where the connection to the database was lost, or none could be had. */
export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === PROTOCOL_VIOLATION) return 'severity' in error && error.severity !== 'ERROR';
  return (
    LOST.test(code) ||
    NETWORK.test(code) ||
    ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) ||
    UNSENT.test(error.message) ||
    BROKEN.test(error.message)
  );
}

/** True where the database answers, and what was asked for may succeed when it is asked for again. */
export function isDatabaseBusy(error: unknown): boolean {
  return (
    error instanceof Error && !isDatabaseFull(error) && !isDatabaseLost(error) && BUSY.test(codeOf(error))
  );
}

/** True where the disk of the database is full. */
export function isDatabaseFull(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '53100';
}

/** True where what was sent may have been done though its answer never came. */
export function mayHaveArrived(error: unknown): boolean {
  return isDatabaseLost(error) && !UNSENT.test((error as Error).message);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
