import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { annotationInputSchema } from '#domain/annotation/annotation.contract.ts';
import { sha256Hex } from '#domain/history/chain.rules.ts';
import { createAnnotation } from '../../../server/annotation/create-annotation.acts.ts';
import { tower, valley } from '../base/valley.ts';
import { databaseUrl, freshDatabase } from './database.ts';
import { multiply } from './many-annotations.ts';
import { end, type ServerProcess, startServerProcess } from './server-process.ts';

export const ANNOTATIONS = 3_000;
/** Far more than lies between two sockets. */
export const FILE_BYTES = 32 * 2 ** 20;
const MILLISECONDS_TO_SETTLE = 15_000;

export type StreamingServer = Awaited<ReturnType<typeof startStreamingServer>>;

/**
 * A server process whose every stream is longer than what fits between two sockets: a site with thousands of
 * annotations, and a scene whose original and display copy are files of 32 MiB.
 */
export async function startStreamingServer(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-streams-'));
  const database = await freshDatabase();
  const owner = new pg.Client(database.owner);
  await owner.connect();
  // Nobody else sees what the connections of another role do, or may end them.
  const superuser = new pg.Client({ ...database.owner, user: 'postgres' });
  await superuser.connect();
  const site = await valley(database.database);
  const { siteId, sceneIds } = site;
  const input = annotationInputSchema.parse(
    tower(sceneIds[0]!, sceneIds[1]!, { description: 'Legs remain. '.repeat(300) }),
  );
  const { annotation } = await createAnnotation(database.database, siteId, input, {
    by: 'Ana',
    at: new Date(),
  });
  await multiply(owner, annotation.id, ANNOTATIONS);
  const sceneId = sceneIds[2]!;
  const bytes = randomBytes(FILE_BYTES);
  const sha256 = sha256Hex(bytes.toString('latin1'));
  for (const name of ['originals', 'display']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'originals', sha256), bytes);
  writeFileSync(path.join(folder, 'display', `${sceneId}.tif`), bytes);
  await database.database
    .updateTable('scene')
    .set({
      display_sha256: sha256,
      display_size: FILE_BYTES,
      original_sha256: sha256,
      original_size: FILE_BYTES,
    })
    .where('id', '=', sceneId)
    .execute();
  await database.database
    .insertInto('scene_original')
    .values({
      scene_id: sceneId,
      position: 0,
      role: 'image',
      file_name: 'valley.tif',
      sha256,
      size: FILE_BYTES,
    })
    .execute();
  const server: ServerProcess = await startServerProcess(
    {
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl(database.serving),
      MIGRATION_DATABASE_URL: databaseUrl(database.owner),
      ...environment,
    },
    { page: false },
  );

  /** Ends every connection that a server holds on the database. */
  async function cutDatabase() {
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'afterimage%'`,
    );
  }

  /** Connections of the pool that are not idle. */
  async function taken(): Promise<number> {
    const { rows } = await superuser.query(
      `select count(*)::integer as n from pg_stat_activity
       where datname = current_database() and application_name = 'afterimage' and state <> 'idle'`,
    );
    return rows[0].n;
  }

  /** What the server still holds of the files that it sends or receives, on Linux. */
  function heldFiles(): string[] {
    const { pid } = server.child;
    if (process.platform !== 'linux') return [];
    const handles = readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${name}`)];
      } catch {
        return [];
      }
    });
    return handles.filter((file) => file.startsWith(folder));
  }

  /** Files that a process names after itself while it writes them. */
  function temporaryFiles(): string[] {
    return ['exports', 'uploads'].flatMap((name) => {
      try {
        return readdirSync(path.join(folder, name)).filter((file) => /^\d+\./.test(file));
      } catch {
        return [];
      }
    });
  }

  async function isReady(): Promise<boolean> {
    const reply = await fetch(`${server.address}/readyz`).catch(() => undefined);
    await reply?.arrayBuffer();
    return reply?.status === 200;
  }

  async function save(): Promise<number> {
    const reply = await fetch(`${server.address}/api/sites`, {
      method: 'POST',
      headers: { Analyst: 'Ana', 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Another place' }),
    });
    await reply.arrayBuffer();
    return reply.status;
  }

  return {
    ...site,
    sceneId,
    sha256,
    bytes,
    database,
    owner,
    folder,
    server,
    cutDatabase,
    taken,
    heldFiles,
    isReady,
    save,
    /** What is not as it was before anything was sent, in words; nothing where all is well. */
    async unsettled(): Promise<string[]> {
      let faults: string[] = [];
      for (const until = Date.now() + MILLISECONDS_TO_SETTLE; Date.now() < until; await sleep(100)) {
        faults = [];
        if (server.child.exitCode !== null) return [`the server ended: ${server.output.log}`];
        if (!(await isReady())) faults.push('not ready');
        else if ((await save()) !== 201) faults.push('a write failed');
        const busy = await taken();
        if (busy > 0) faults.push(`${busy} connections are taken`);
        // Display copies stay open for seconds after they were read.
        const held = heldFiles().filter((file) => !file.includes('/display/'));
        faults.push(...held.map((file) => `holds ${file}`));
        faults.push(...temporaryFiles().map((file) => `left ${file}`));
        if (faults.length === 0) return [];
      }
      return faults;
    },
    log: () => readLog(server.output.log),
    async close() {
      await end(server.child, 'SIGTERM');
      await owner.end();
      await superuser.end();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readLog(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}
