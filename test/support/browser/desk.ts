import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { type FreshDatabase, freshDatabase } from '../server/database.ts';
import { launchBrowser, type OpenedPage, openPage } from './browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';

/** What a test in a browser works with: a server of its own, and a browser to open its page in. */
export type Desk = {
  database: FreshDatabase;
  server: PageServer;
  browser: Browser;
  /** For files that the test makes. */
  folder: string;
  open: (options?: Parameters<typeof openPage>[2]) => Promise<OpenedPage>;
  /** Ends all of it and takes the folder away. */
  close: () => Promise<void>;
};

export async function startDesk(): Promise<Desk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-desk-'));
  const database = await freshDatabase();
  const [server, browser] = await Promise.all([startPageServer(database.serving), launchBrowser()]);
  return {
    database,
    server,
    browser,
    folder,
    open: (options) => openPage(browser, server.origin, options),
    close: async () => {
      await browser.close();
      await server.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
