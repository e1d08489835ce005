import { defineConfig } from 'vitest/config';

/** Not of `npm test`: they have configurations of their own. */
const others = ['test/browser/screenshots/**', 'test/chaos/long/**', 'test/topology/**', 'test/fuzz/long/**'];
/** Each file in a process of its own: for it has a runtime of Temporal's that others must not find, or is measured. */
const apart = ['bench', 'observability', 'simulators/temporal', 'tracing'].map((of) => `test/${of}/**/*.test.ts`);

const limits = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    globalSetup: [
      'test/simulators/temporal/get-servers.ts',
      'test/browser/kit/get-browser.ts',
      'test/replay/bundle-once.ts',
      'test/run-folder.ts',
    ],
    projects: [
      {
        test: {
          ...limits,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...others, ...apart],
          // What a file imports is there for the next one: a third of all the work is spared.
          isolate: false,
        },
      },
      { test: { ...limits, name: 'apart', include: apart, sequence: { groupOrder: 1 } } },
    ],
    maxWorkers: 2,
    reporters: ['default'],
  },
});
