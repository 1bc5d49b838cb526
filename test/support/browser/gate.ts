import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

type Fits = (asked: { method: string; path: string }) => boolean;
/** What came through, as the server answered it. */
type Passed = { method: string; path: string };

/** A line to a server that a test has in its hand. The browser's own tools do not see what a shared worker asks. */
export type Gate = {
  origin: string;
  /** All that was asked for. */
  passed: readonly Passed[];
  /** How many requests to a path are under way. */
  underWay: (path: string) => number;
  /**
   * Lets what fits reach the server, and holds its answers back. `held` ends when there are `count` of them; letGo
   * hands them on, letNewestGo the last that came.
   */
  hold: (fits: Fits) => {
    held: (count?: number) => Promise<void>;
    letGo: () => void;
    letNewestGo: () => void;
  };
  /** Answers what fits with a status, in the server's place, until it is called off. */
  refuse: (fits: Fits, status: number) => () => void;
  /** Breaks off what is under way to a path. */
  cut: (path: string) => void;
  close: () => Promise<void>;
};

/** Opens a gate before a server. */
export async function openGate(to: string): Promise<Gate> {
  const upstream = new URL(to);
  const passed: Passed[] = [];
  const underWay = new Set<{ path: string; response: ServerResponse }>();
  const holds = new Set<{ fits: Fits; arrived: (handOn: () => void) => void }>();
  const refusals = new Set<{ fits: Fits; status: number }>();
  const sockets = new Set<Socket>();

  const server = createServer((incoming, outgoing) => {
    const asked = { method: incoming.method!, path: incoming.url!.split('?')[0]! };
    passed.push(asked);
    const one = { path: asked.path, response: outgoing };
    underWay.add(one);
    outgoing.on('close', () => underWay.delete(one));
    const refusal = [...refusals].find(({ fits }) => fits(asked));
    if (refusal) {
      outgoing.writeHead(refusal.status, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
      return;
    }
    const hold = [...holds].find(({ fits }) => fits(asked));
    forward(incoming, outgoing, (handOn) => (hold ? hold.arrived(handOn) : handOn()));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    arrived: (handOn: () => void) => void,
  ) {
    const headers = { ...incoming.headers, host: upstream.host };
    if (headers.origin) headers.origin = upstream.origin;
    const { method, url } = incoming;
    const { hostname, port } = upstream;
    const onward = request({ hostname, port, method, path: url, headers, agent: false }, (answer) => {
      arrived(() => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      });
      answer.on('error', () => outgoing.destroy());
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    underWay: (path) => [...underWay].filter((one) => one.path === path).length,
    hold: (fits) => {
      const waiting: (() => void)[] = [];
      let told = () => {};
      const hold = {
        fits,
        arrived: (handOn: () => void) => {
          // What was asked for before it was let go may be answered after.
          if (!holds.has(hold)) return handOn();
          waiting.push(handOn);
          told();
        },
      };
      holds.add(hold);
      return {
        held: (count = 1) =>
          new Promise((resolve) => {
            told = () => waiting.length >= count && resolve();
            told();
          }),
        letNewestGo: () => waiting.pop()?.(),
        letGo: () => {
          holds.delete(hold);
          for (const handOn of waiting.splice(0)) handOn();
        },
      };
    },
    refuse: (fits, status) => {
      const refusal = { fits, status };
      refusals.add(refusal);
      return () => refusals.delete(refusal);
    },
    cut: (path) => {
      for (const one of underWay) if (one.path === path) one.response.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
