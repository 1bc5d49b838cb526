import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Requests for ranges of one file, sent by several connections at once, each waiting for its answer. */
export type RangeLoad = {
  url: URL;
  size: number;
  rangeBytes: number;
  connections: number;
  milliseconds: number;
};

/** Sends the load for a time and gives the requests answered in a second; throws at any answer but a whole 206. */
export async function requestsPerSecond(load: RangeLoad): Promise<number> {
  const began = performance.now();
  const counts = await Promise.all(
    Array.from({ length: load.connections }, (_, index) => oneConnection(load, index, began)),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total / ((performance.now() - began) / 1000);
}

async function oneConnection(load: RangeLoad, index: number, began: number): Promise<number> {
  const { url, size, rangeBytes, milliseconds } = load;
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, 'connect');
  let answered = 0;
  try {
    for (let request = index; performance.now() - began < milliseconds; request++) {
      const blocks = Math.floor(size / rangeBytes);
      const first = ((Math.imul(request, 0x9e3779b1) >>> 8) % blocks) * rangeBytes;
      socket.write(
        `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nRange: bytes=${first}-${first + rangeBytes - 1}\r\n\r\n`,
      );
      await oneAnswer(socket, rangeBytes);
      answered++;
    }
  } finally {
    socket.destroy();
  }
  return answered;
}

function oneAnswer(socket: Socket, bodyBytes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    let rest = -1;
    const done = (error?: Error) => {
      socket.off('data', take).off('close', closed);
      if (error) reject(error);
      else resolve();
    };
    const closed = () => done(new Error('The connection was closed'));
    const take = (bytes: Buffer) => {
      if (rest >= 0) rest -= bytes.length;
      else {
        head = Buffer.concat([head, bytes]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.toString('latin1', 0, 13).startsWith('HTTP/1.1 206 ')) {
          done(new Error(`Answered with ${head.toString('latin1', 0, end)}`));
          return;
        }
        rest = bodyBytes - (head.length - end - 4);
      }
      if (rest === 0) done();
    };
    socket.on('data', take).on('close', closed);
  });
}
