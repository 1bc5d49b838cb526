import pg from 'pg';
import { describe, expect, it } from 'vitest';
import {
  isDatabaseBusy,
  isDatabaseFull,
  isDatabaseLost,
  mayHaveArrived,
} from '../../../server/database/failure.ts';

function fromPostgres(code: string, severity = 'ERROR'): Error {
  const error = new pg.DatabaseError('said by PostgreSQL', 0, 'error');
  return Object.assign(error, { code, severity });
}

const fromNode = (code: string, syscall: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

const kindOf = (error: unknown) =>
  isDatabaseLost(error)
    ? 'lost'
    : isDatabaseBusy(error)
      ? 'busy'
      : isDatabaseFull(error)
        ? 'full'
        : 'a fault';

describe('a failure of the database', () => {
  it.each([
    ['57P01', 'FATAL', 'lost', 'it is shut down'],
    ['57P02', 'FATAL', 'lost', 'it crashed'],
    ['57P03', 'FATAL', 'lost', 'it starts'],
    ['57P05', 'FATAL', 'lost', 'its session rested too long'],
    ['08006', 'FATAL', 'lost', 'the connection failed'],
    ['08P01', 'FATAL', 'lost', 'a pooler lost its server'],
    ['08P01', 'ERROR', 'a fault', 'it was asked wrongly'],
    ['25P03', 'FATAL', 'lost', 'a transaction rested too long'],
    ['53300', 'FATAL', 'lost', 'no connection is left'],
    ['53200', 'ERROR', 'busy', 'no memory is left'],
    ['53100', 'ERROR', 'full', 'its disk is full'],
    ['57014', 'ERROR', 'busy', 'a statement took too long'],
    ['40001', 'ERROR', 'busy', 'two transactions met'],
    ['40P01', 'ERROR', 'busy', 'two transactions waited for each other'],
    ['55P03', 'ERROR', 'busy', 'a lock could not be had'],
    ['25006', 'ERROR', 'busy', 'it is a standby'],
    ['23505', 'ERROR', 'a fault', 'a key is there already'],
    ['42601', 'ERROR', 'a fault', 'the statement is no SQL'],
    ['26000', 'ERROR', 'a fault', 'a statement is not prepared'],
  ])('%s (%s) is told as %s: %s', (code, severity, kind) => {
    expect(kindOf(fromPostgres(code, severity))).toBe(kind);
  });

  it.each([
    ['ECONNREFUSED', 'connect'],
    ['ENOENT', 'connect'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['ECONNRESET', 'read'],
    ['EPIPE', 'write'],
    ['ETIMEDOUT', 'read'],
  ])('%s at %s is told as lost', (code, syscall) => {
    expect(kindOf(fromNode(code, syscall))).toBe('lost');
  });

  it.each([
    ['Connection terminated unexpectedly', true],
    ['Connection terminated', true],
    ['Client has encountered a connection error and is not queryable', false],
    ['Client was closed and is not queryable', false],
    ['Cannot use a pool after calling end on the pool', false],
    ['driver has already been destroyed', false],
    ['Postgres connection has been discarded', false],
    ['timeout exceeded when trying to connect', false],
    ['Connection terminated due to connection timeout', false],
  ])('"%s" is told as lost, and what was sent may have arrived: %s', (message, arrived) => {
    expect(kindOf(new Error(message))).toBe('lost');
    expect(mayHaveArrived(new Error(message))).toBe(arrived);
  });

  it('is none where something else failed', () => {
    expect(kindOf(new TypeError('x is not a function'))).toBe('a fault');
    expect(kindOf(fromNode('ENOENT', 'open'))).toBe('a fault');
    expect(kindOf('no error')).toBe('a fault');
  });
});
