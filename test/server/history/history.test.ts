import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainFault, withheldDigest } from '#domain/history/chain.rules.ts';
import { createLog } from '../../../server/base/log.ts';
import { openDatabase } from '../../../server/database/client.ts';
import { openServer } from '../../../server/runtime/server.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

async function chainOf(siteId: string) {
  const { body } = await server.ask(`/api/history?siteId=${siteId}&limit=10000`);
  return body.items;
}

describe('the history', () => {
  it('tells every act in order, bound by hashes that anyone can compute', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    const [b, , a] = sceneIds as [string, string, string];
    const { body: drawn } = await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(b, a) });
    const address = `/api/annotations/${drawn.id}`;
    await server.ask(address, {
      method: 'PUT',
      body: tower(b, a, { change: 'damaged', title: 'T' }),
      headers: { 'If-Match': '"1"' },
    });
    await server.ask(`${address}/review-request`, { method: 'POST', as: 'Ben' });
    const judged = { version: 2, verdict: 'disagree', note: 'A shadow' };
    await server.ask(`${address}/assessments`, { as: 'Ben', body: judged });
    const deletion = { method: 'DELETE', headers: { 'If-Match': '*' }, body: { reason: 'Drawn twice.' } };
    await server.ask(address, deletion);
    await server.ask(`${address}/restore`, { method: 'POST' });

    const entries = await chainOf(siteId);
    expect(entries.map(({ act }: { act: string }) => act)).toEqual([
      'annotation.drawn',
      'annotation.claim_changed',
      'annotation.review_requested',
      'annotation.assessed',
      'annotation.deleted',
      'annotation.restored',
    ]);
    expect(chainFault(entries)).toBeUndefined();
    let previous = '0'.repeat(64);
    for (const { text, hash } of entries) {
      previous = createHash('sha256')
        .update(previous + text)
        .digest('hex');
      expect(hash).toBe(previous);
    }
    expect(entries[1].change).toMatchObject({
      claim: { old: { change: 'razed' }, new: { change: 'damaged' } },
    });
    expect(entries[3].change).toMatchObject({
      verdict: 'disagree',
      note: 'A shadow',
      status: { old: 'in_review', new: 'disputed' },
    });
    expect(entries[3].actor).toEqual({ name: 'Ben', selfDeclared: true });
    const own = await server.ask(`${address}/history`);
    expect(own.body.items).toEqual(entries);
  });

  it('of an annotation outlives it; of what is no annotation there is none', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    const [b, , a] = sceneIds as [string, string, string];
    const { body: drawn } = await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(b, a) });
    const { structureId } = drawn.properties;
    await server.ask(`/api/structures/${structureId}/sightings`, { body: { sceneId: b, state: 'intact' } });
    await server.ask(`/api/annotations/${drawn.id}`, { method: 'DELETE', headers: { 'If-Match': '*' } });
    const { body } = await server.ask(`/api/annotations/${drawn.id}/history`);
    expect(body.items.map(({ act }: { act: string }) => act)).toEqual([
      'annotation.drawn',
      'annotation.deleted',
    ]);
    for (const id of [structureId, crypto.randomUUID()]) {
      const refused = await server.ask(`/api/annotations/${id}/history`);
      expect(refused.status).toBe(404);
      expect(refused.body.detail).toBe('There is no annotation under this id.');
    }
  });

  it('grows by nothing when an act is refused', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(sceneIds[0]!, sceneIds[0]!) });
    expect(await chainOf(siteId)).toEqual([]);
  });

  it('does not fork, whatever two servers on one database write at once', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    const second = await openServer(server.config, server.database.serving, createLog('silent'));
    const other = second.app;
    const post = (app: typeof other) =>
      app.request(`http://127.0.0.1/api/sites/${siteId}/annotations`, {
        method: 'POST',
        headers: { Analyst: 'Ana', 'Content-Type': 'application/json' },
        body: JSON.stringify(tower(sceneIds[0]!, sceneIds[1]!)),
      });
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, index) => post(index % 2 ? other : server.app)),
    );
    await second.close();
    expect(replies.every(({ status }) => status === 201)).toBe(true);
    const entries = await chainOf(siteId);
    expect(entries).toHaveLength(40);
    expect(chainFault(entries)).toBeUndefined();
  });

  it.each([
    sql`update history set text = 'x'`,
    sql`delete from history`,
    sql`truncate history cascade`,
    sql`update annotation_version set area = 0`,
    sql`update assessment set verdict = 'agree'`,
    sql`delete from sighting`,
    sql`alter table history disable trigger all`,
    sql`drop table history cascade`,
  ])('cannot be altered by the role that serves (%#)', async (statement) => {
    await expect(statement.execute(server.database.database)).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });

  it.each(['update history set seq = seq', 'delete from history', 'truncate history cascade'])(
    'is refused to its owner too: %s',
    async (statement) => {
      const owner = openDatabase(server.database.owner, createLog('silent'));
      await expect(sql.raw(statement).execute(owner.database)).rejects.toThrow(/append-only/);
      await owner.close();
    },
  );

  it('holds of a withheld source only a salted hash; the words stand beside the chain', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    const { body: drawn } = await server.ask(`/api/sites/${siteId}/annotations`, {
      body: tower(sceneIds[0]!, sceneIds[1]!),
    });
    const source = {
      kind: 'testimony',
      title: 'Witness Heron',
      note: 'Met in Seoul',
      reliability: 'B',
      credibility: 2,
      withheld: true,
    };
    await server.ask(`/api/annotations/${drawn.id}/assessments`, {
      as: 'Ben',
      body: { version: 1, verdict: 'agree', sources: [source] },
    });
    const entries = await chainOf(siteId);
    expect(entries.map(({ text }: { text: string }) => text).join()).not.toMatch(/Heron|Seoul/);
    const beside = await server.database.database
      .selectFrom('history_withheld')
      .selectAll()
      .where('site_id', '=', siteId)
      .executeTakeFirstOrThrow();
    expect(beside.value).toMatchObject({ title: 'Witness Heron', note: 'Met in Seoul' });
    expect(entries[1].change.sources[0].words.withheld).toBe(withheldDigest(beside.salt, beside.value));
  });

  it('is read from a seq on, page by page, site by site', async () => {
    const { siteId, sceneIds } = await valley(server.database.database);
    for (let count = 0; count < 5; count++)
      await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(sceneIds[0]!, sceneIds[1]!) });
    const seqs: number[] = [];
    let next: string | undefined = `/api/history?siteId=${siteId}&after=1&limit=2`;
    while (next) {
      const { body, headers }: Awaited<ReturnType<TestApp['ask']>> = await server.ask(next);
      seqs.push(...body.items.map(({ seq }: { seq: number }) => seq));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1];
    }
    expect(seqs).toEqual([2, 3, 4, 5]);
    const all = await server.ask('/api/history?limit=10000');
    const sites = Map.groupBy(all.body.items, (entry: { siteId: string }) => entry.siteId);
    expect(sites.size).toBeGreaterThan(1);
    for (const entries of sites.values()) expect(chainFault(entries as never)).toBeUndefined();
    expect((await server.ask('/api/history?after=-1')).body.errors).toMatchObject([{ pointer: '?after' }]);
  });
});
