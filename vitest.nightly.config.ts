import { defineConfig } from 'vitest/config';

/** Some files of `npm test` as well, at full size: a measurement, or more of the same. */
const fullSize = [
  'workflows/burst',
  'workflows/attached-recordings',
  'e2e/attached-recordings',
  'e2e/backfill',
  'e2e/callbacks-survive',
];

/** Checks that take long or fetch tools of their own, for a run each night: `npm run test:nightly`. */
export default defineConfig({
  test: {
    include: [
      'test/deploy/**/*.test.ts',
      'test/**/*.nightly.test.ts',
      ...fullSize.map((name) => `test/${name}.test.ts`),
    ],
    env: { CALLTHREAD_TEST_SIZE: 'full' },
    globalSetup: [
      'test/simulators/temporal/get-servers.ts',
      'test/kit/shared-servers.ts',
      'test/run-folder.ts',
      'test/deploy/get-tools.ts',
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
