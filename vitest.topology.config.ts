import { defineConfig } from 'vitest/config';

/**
 * The end-to-end tests and the short chaos run on what docker-compose.yml lays out: the real Temporal server on
 * PostgreSQL, the ledger there too, two ingresses and two workers. And what only such a server can show.
 */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts', 'test/chaos/short.test.ts', 'test/topology/**/*.test.ts'],
    globalSetup: ['test/topology/get-server.ts'],
    env: { CALLTHREAD_TEST_TOPOLOGY: 'postgres' },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
