import { defineConfig } from 'vitest/config';

/** Files of `npm test` as well, here at full size. */
const fullSize = [
  'workflows/burst',
  'workflows/attached-recordings',
  'browser/admin/looks',
  'properties/order-and-repeats',
  'properties/one-caller',
];

/**
 * For a run each night: `npm run test:nightly`. What measures, what fetches tools of its own, and the built service end to end
 * beside the main path (webhook, conversation, three minutes, kill), which `npm test` has.
 */
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
      'test/browser/kit/get-browser.ts',
      'test/run-folder.ts',
      'test/deploy/get-tools.ts',
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
