import { defineConfig } from 'vitest/config';
import { PATIENCE } from './test/support/base/until.ts';

/** Of every project. Nothing waits for less long than what is awaited may take on a busy machine. */
const patient = { expect: { poll: { timeout: PATIENCE } }, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      {
        test: {
          ...patient,
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: 'test/support/base/page-globals.setup.ts',
        },
      },
      {
        test: {
          ...patient,
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          setupFiles: 'test/support/server/described.setup.ts',
          globalSetup: 'test/support/server/postgres.setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'page',
          include: ['test/page/**/*.test.ts'],
          // What the page sends files with, rather than what of the same name would open sockets in Node.
          alias: { 'tus-js-client': 'tus-js-client/lib.esm/browser/index.js' },
          setupFiles: ['test/support/base/page-globals.setup.ts', 'fake-indexeddb/auto'],
          globalSetup: 'test/support/server/postgres.setup.ts',
        },
      },
      {
        test: {
          ...patient,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/support/server/postgres.setup.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...patient,
          name: 'field',
          include: ['test/field/**/*.test.ts'],
          globalSetup: 'test/support/server/postgres.setup.ts',
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
