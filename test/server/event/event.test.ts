import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../server/base/log.ts';
import { openServer } from '../../../server/runtime/server.ts';
import { until } from '../../support/base/until.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

/** Opens the stream of events; `heard` grows as they come, `ended` when the server ends it. */
async function listen(app: TestApp['app']) {
  const response = await app.request('http://127.0.0.1/api/events');
  const heard: { kind: string; id: string; siteId: string }[] = [];
  const state = { ended: false };
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const ended = (async () => {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
      for (const [, data] of value?.matchAll(/^data: (.*)$/gm) ?? []) heard.push(JSON.parse(data!));
    state.ended = true;
  })();
  return { response, heard, state, ended, leave: () => reader.cancel() };
}

describe('the events', () => {
  it('tell open pages of a change as soon as it is stored, also by another server on the database', async () => {
    const other = await openServer(server.config, server.database.serving, createLog('silent'));
    const here = await listen(server.app);
    const there = await listen(other.app);
    expect(here.response.headers.get('Content-Type')).toBe('text/event-stream');
    const { body: site } = await server.ask('/api/sites', { body: { name: 'Told' } });
    await until(() => here.heard.length > 0 && there.heard.length > 0);
    const told = [{ kind: 'site', siteId: site.id, id: site.id, version: 1 }];
    expect(here.heard).toEqual(told);
    expect(there.heard).toEqual(told);
    await other.close();
    await there.ended;
    await here.leave();
  });

  it('tell nothing of what was refused', async () => {
    const page = await listen(server.app);
    await server.ask('/api/sites', { body: { name: '' } });
    const { body: site } = await server.ask('/api/sites', { body: { name: 'Stored' } });
    await until(() => page.heard.length > 0);
    expect(page.heard.map(({ id }) => id)).toEqual([site.id]);
    await page.leave();
  });

  it('end when the database was lost, so that pages fetch anew, and go on when it is back', async () => {
    const page = await listen(server.app);
    const { database } = server.database;
    const { sql } = await import('kysely');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'afterimage events' and datname = current_database()`.execute(database);
    await page.ended;
    let again = await listen(server.app);
    await until(async () => {
      // As a browser does; who came before the server itself heard again is sent away once more.
      if (again.state.ended) again = await listen(server.app);
      await server.ask('/api/sites', { body: { name: 'Back' } });
      return again.heard.length > 0;
    });
    await again.leave();
  });
});
