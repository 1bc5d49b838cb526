import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../../support/browser/browser.ts';
import { type PageServer, startPageServer } from '../../support/browser/page-server.ts';
import { type FreshDatabase, freshDatabase } from '../../support/server/database.ts';
import { type Break, type DatabaseRelay, relayTo } from '../../support/server/database-relay.ts';

let database: FreshDatabase;
let relay: DatabaseRelay;
let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  database = await freshDatabase();
  relay = await relayTo(database.serving);
  [server, browser] = await Promise.all([startPageServer(relay.serving), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await relay.close();
  await database.close();
});

it.each<Break>(['before it arrives', 'after it arrived'])(
  'a site whose answer from the database was lost %s is not said to be unsaved, and is made once',
  async (where) => {
    const name = `Lost ${where}`;
    const { page, context } = await openPage(browser, server.origin, { analyst: 'Ana' });
    await page.locator('.site-chooser').getByRole('button', { name: 'New site' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    relay.breakAt(new RegExp(`${name}.*commit\\0`, 'is'), where);
    await page.getByRole('button', { name: 'Make the site' }).click();
    const told = page.getByRole('alert').filter({ hasText: 'Nobody knows whether this was saved.' });
    await told.waitFor();
    expect(await told.textContent()).toContain('Send it again: that is safe');
    await page.getByRole('button', { name: 'Make the site' }).click();
    await told.waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.getByLabel('Site', { exact: true }).textContent(), { timeout: 15_000 })
      .toContain(name);
    const { rows } = await database.pool.query('select count(*)::integer as n from site where name = $1', [
      name,
    ]);
    expect(rows[0].n).toBe(1);
    await context.close();
  },
);
