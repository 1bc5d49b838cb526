import { afterAll, beforeAll, beforeEach } from 'vitest';
import { giveName } from '../../../client/account/analyst.store.ts';
import { notice } from '../../../client/core/index.ts';
import { valley } from '../base/valley.ts';
import { type TestApp, testApp } from '../server/app.ts';
import { mendLine } from './changes.ts';
import { connect, type Line } from './page.ts';

/**
 * Gives the tests around it a server of their own, and the line of the page's models to it. Each test begins as Ana,
 * with no notice, on a line that is whole and has sent nothing. Both are empty until then.
 */
export function atWork(): { server: TestApp; line: Line } {
  const server = {} as TestApp;
  const line = {} as Line;
  beforeAll(async () => {
    Object.assign(server, await testApp());
    connect(server, line);
  });
  afterAll(() => server.close());
  beforeEach(() => {
    mendLine(line);
    line.sent = [];
    giveName('Ana');
    notice.value = undefined;
  });
  return { server, line };
}

/** Gives each test around it a valley of its own. It is empty until one begins. */
export function freshValley(server: TestApp, acquisitions?: string[]): Awaited<ReturnType<typeof valley>> {
  const place = {} as Awaited<ReturnType<typeof valley>>;
  beforeEach(async () => void Object.assign(place, await valley(server.database.database, acquisitions)));
  return place;
}
