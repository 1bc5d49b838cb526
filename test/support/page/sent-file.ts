import type { TestApp } from '../server/app.ts';
import { tusClient } from '../server/tus.ts';
import { valleyTiff } from '../server/upload.ts';

let shade = 1;

/**
 * A small image of the valley that was sent to a site before, as it is given to the page afterwards: the page finds the
 * server to have it. That spares the sending, for tests of what comes after it; `giveRequests` lets the page send.
 */
export async function sentFile(server: TestApp, siteId: string, fileName = 'valley.tif'): Promise<File> {
  const bytes = valleyTiff(shade++);
  const { open, send } = tusClient(server);
  const { body } = await open(bytes.length, { siteId, filename: fileName });
  const { status } = await send(body.id, 0, bytes);
  if (status !== 204) throw new Error(`${fileName} is not sent: ${status}.`);
  return new File([new Uint8Array(bytes)], fileName, { lastModified: 0 });
}
