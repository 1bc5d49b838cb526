import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { nowHearing } from '../../../client/core/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { sites, sitesResource } from '../../../client/site/index.ts';
import { valley } from '../../support/base/valley.ts';
import { atWork } from '../../support/page/at-work.ts';
import { comes, mendLine } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';

/** More than the server gives at once. */
const MANY = 1_003;

describe('more than one answer holds', () => {
  const { server, line } = atWork();

  beforeAll(nowHearing);

  test('all scenes of a site come, each once', async () => {
    const { database } = server.database;
    const { siteId, sceneIds } = await valley(database);
    await sql`
      insert into scene
      select copy.*
      from scene, generate_series(${sceneIds.length + 1}::integer, ${MANY}::integer) place,
        jsonb_populate_record(scene, jsonb_build_object(
          'id', gen_random_uuid(),
          'original_sha256', lpad(to_hex(place), 64, '0')
        )) copy
      where scene.id = ${sceneIds[1]}`.execute(database);
    const { scenes, scenesResource } = openSite(siteId).get(sceneModel);
    await comes(() => scenesResource.standing.value.kind !== 'loading');
    expect(new Set(scenes.value.map(({ id }) => id)).size).toBe(MANY);
    expect(scenes.value).toHaveLength(MANY);
    expect([scenes.value[0]!.id, scenes.value.at(-1)!.id]).toEqual([sceneIds[0], sceneIds[2]]);

    // Where a later part is lost, what was there stays whole.
    let parts = 0;
    line.hold = () => (++parts > 1 ? Promise.reject(new TypeError('The line is cut.')) : undefined);
    await scenesResource.load();
    expect(parts).toBeGreaterThan(1);
    expect(scenesResource.standing.value.kind).toBe('failed');
    expect(scenes.value).toHaveLength(MANY);
    mendLine(line);
    await scenesResource.load();
    expect(scenesResource.standing.value.kind).toBe('there');
  });

  test('all sites come, each once', async () => {
    const { database } = server.database;
    const now = new Date();
    const made = { created_by: 'Ana', created_at: now, updated_at: now };
    await database
      .insertInto('site')
      .values(Array.from({ length: MANY }, (_, place) => ({ name: `${place}`, code: `M${place}`, ...made })))
      .execute();
    await sitesResource.load();
    const names = sites.value.map(({ name }) => name);
    expect(new Set(names)).toEqual(
      new Set(['Test valley', ...Array.from({ length: MANY }, (_, n) => `${n}`)]),
    );
    expect(names).toHaveLength(MANY + 1);
  });
});
