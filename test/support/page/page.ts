import type { Scene } from '#domain/scene/scene.contract.ts';
import { giveName } from '../../../client/account/analyst.store.ts';
import { enterSite, type MapPort, mapPortModel, type Workspace } from '../../../client/core/index.ts';
import type { TestApp } from '../server/app.ts';

/** The line between the page's models and a server in process. */
export type Line = {
  /** While true, nothing that is asked arrives, and no answer comes. */
  cut: boolean;
  /** Of a request as it is named in `sent`, what it waits for before it arrives. */
  hold: (request: string) => Promise<void> | undefined;
  /** The same for its answer, once the server has given it; where this throws, the answer is lost. */
  holdAnswer: (request: string) => Promise<void> | undefined;
  /** What was sent, as 'GET /api/sites'. */
  sent: string[];
};

/** Has the page's models speak with a server in process, as Ana; the line to it may be at hand already. */
export function connect(server: TestApp, line = {} as Line): Line {
  const whole: Line = { cut: false, hold: () => undefined, holdAnswer: () => undefined, sent: [] };
  Object.assign(line, whole);
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const named = `${request.method} ${new URL(request.url).pathname}`;
    request.signal.throwIfAborted();
    line.sent.push(named);
    await line.hold(named);
    if (line.cut) throw new TypeError('The line is cut.');
    request.signal.throwIfAborted();
    const answer = await server.app.fetch(request);
    await line.holdAnswer(named);
    request.signal.throwIfAborted();
    return answer;
  };
  giveName('Ana');
  return line;
}

/** A map that shows nothing and remembers what it was asked, as 'fit 129.9,42.5,130,42.6'. */
export function plainMap(): { asked: string[]; port: MapPort } {
  const asked: string[] = [];
  const ask =
    (act: string) =>
    (...what: unknown[]) =>
      void asked.push(
        [act, ...what.map((one) => (Array.isArray(one) ? one.join() : JSON.stringify(one)))].join(' '),
      );
  return {
    asked,
    port: {
      fit: ask('fit'),
      fitSite: ask('fitSite'),
      showPlace: ask('showPlace'),
      stretchToView: ask('stretchToView'),
      takeCornerBack: ask('takeCornerBack'),
      finishSketch: ask('finishSketch'),
      giveUpSketch: ask('giveUpSketch'),
      capture: async ({ id }: Scene) => {
        asked.push(`capture ${id}`);
        return new Blob([`a picture of ${id}`]);
      },
    },
  };
}

/** Opens a site as the page does, with a plain map in it. */
export function openSite(siteId: string): Workspace & { asked: string[] } {
  const workspace = enterSite(siteId);
  const { asked, port } = plainMap();
  workspace.get(mapPortModel).attach(port);
  return { ...workspace, asked };
}
