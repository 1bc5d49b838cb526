import pg from 'pg';
import { annotationInputSchema } from '#domain/annotation/annotation.contract.ts';
import { createAnnotation } from '../../server/annotation/create-annotation.acts.ts';
import { openDatabase } from '../../server/database/client.ts';
import { tower, valley } from '../support/base/valley.ts';
import { benchDatabase } from './database.ts';
import type { Row } from './row.ts';
import { median } from './statistics.ts';

const ROUNDS = 5;
const SECONDS = 1;
const MANY = 16;

/**
 * Saving an annotation (number, structure, version, history, notification, one transaction) against a bare
 * durable INSERT of its text through pg. One connection each, in turns; then as many at once as the pool has.
 */
export async function measure(): Promise<Row[]> {
  const bench = await benchDatabase();
  const owner = new pg.Client(bench.owner);
  await owner.connect();
  await owner.query('create table bare (id uuid primary key, body jsonb not null)');
  await owner.query(`grant insert on bare to ${bench.serving.user}`);
  await owner.end();
  const { siteId, sceneIds } = await valley(bench.database);
  const text = JSON.stringify(tower(sceneIds[0]!, sceneIds[1]!));
  const input = annotationInputSchema.parse(JSON.parse(text));
  const one = openDatabase({ ...bench.serving, max: 1 }, bench.log);
  const bareOne = new pg.Pool({ ...bench.serving, max: 1 });
  const bareMany = new pg.Pool({ ...bench.serving, max: MANY });

  const save = (client: typeof one) => () =>
    createAnnotation(
      client.database,
      siteId,
      { ...input, id: crypto.randomUUID() },
      { by: 'Ana', at: new Date() },
    );
  const insert = (pool: pg.Pool) => () =>
    pool.query('insert into bare (id, body) values ($1, $2)', [crypto.randomUUID(), text]);

  const rows: Row[] = [];
  for (const [name, ours, bare, atOnce, limit] of [
    ['saving an annotation, one connection', save(one), insert(bareOne), 1, { atLeast: 0.5 }],
    [`saving an annotation, ${MANY} connections`, save(bench), insert(bareMany), MANY, undefined],
  ] as const) {
    await rate(ours, atOnce);
    await rate(bare, atOnce);
    const ourRates: number[] = [];
    const bareRates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ourRates.push(await rate(ours, atOnce));
      bareRates.push(await rate(bare, atOnce));
    }
    const [our, peer] = [median(ourRates), median(bareRates)];
    rows.push({
      name,
      ours: `${our.toFixed(0)}/s`,
      peer: `${peer.toFixed(0)}/s bare INSERT`,
      ratio: our / peer,
      limit,
    });
  }
  await one.close();
  await bareOne.end();
  await bareMany.end();
  await bench.close();
  return rows;
}

/** How often `work` gets done in a second when so many run at once. */
async function rate(work: () => Promise<unknown>, atOnce: number): Promise<number> {
  const began = performance.now();
  const end = began + SECONDS * 1_000;
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        await work();
        done++;
      }
    }),
  );
  return done / ((performance.now() - began) / 1_000);
}
