import type { Logger } from 'pino';

const MILLISECONDS_TO_STOP = 10_000;

/**
 * What sockets and pipes say that ended while nobody waited for them. Such an error closes that one line and cuts
 * no other work short, so the server goes on.
 */
const ENDED_LINE =
  /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_DESTROYED|ERR_STREAM_WRITE_AFTER_END)$/;

/** How the process ends: cleanly where that can be done in time, and never with 0. */
type Ending = { stop: () => Promise<void> };

/**
 * Takes what no part of the server has caught, until the returned function is called. A promise that fails while
 * nobody waits for it is logged, and the server goes on: whatever is stored is stored by transactions, which end
 * with the work that failed, and what is kept in memory is checked anew against the database and the disk. An
 * exception out of a callback is another matter: it may have left the driver of the database or a parser between
 * two messages, where the next answer would be given to the wrong request. Then the server ends, with a sentence,
 * so that whoever runs it starts it again.
 */
export function catchLast(log: Logger, ending: Ending): () => void {
  let ended = false;
  const onRejection = (reason: unknown) => {
    log.error({ err: asError(reason) }, 'something failed that nobody waited for; the server goes on');
  };
  const onException = (error: unknown) => {
    if (isEndedLine(error)) {
      log.warn({ err: error }, 'a connection ended that nobody waited for; the server goes on');
      return;
    }
    log.fatal(
      { err: asError(error) },
      'the server met an error after which it cannot be trusted, and ends; start it again. What was saved is saved',
    );
    if (ended) return;
    ended = true;
    setTimeout(() => process.exit(1), MILLISECONDS_TO_STOP);
    ending.stop().then(
      () => process.exit(1),
      (failure) => {
        log.error({ err: asError(failure) }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}

function isEndedLine(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ENDED_LINE.test(String(error.code));
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
