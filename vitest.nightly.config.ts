import { defineConfig } from 'vitest/config';

/** Checks that take long or fetch tools of their own, for a run each night: `npm run test:nightly`. */
export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    globalSetup: ['test/simulators/temporal/get-servers.ts', 'test/deploy/get-tools.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
