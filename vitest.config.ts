import { defineConfig } from 'vitest/config';

/** Not of `npm test`: they have configurations of their own. */
const others = [
  'test/browser/screenshots/**',
  'test/chaos/long/**',
  'test/topology/**',
  'test/fuzz/long/**',
  'test/deploy/**',
];
/** Measured against a limit: nothing else is to want the processors meanwhile. */
const alone = ['test/workflows/burst.test.ts'];
/** Each file in a process of its own: for it has a runtime of Temporal's that others must not find, or is measured. */
const apart = [
  'bench/ratios',
  'service/**/*',
  'simulators/programs/**/*',
  'simulators/temporal/**/*',
  'telemetry/**/*',
].map((of) => `test/${of}.test.ts`);

/** For what hangs: the slowest of those without a limit of their own take half a minute while others run beside them. */
const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    globalSetup: ['test/simulators/temporal/get-servers.ts', 'test/browser/kit/get-browser.ts', 'test/run-folder.ts'],
    projects: [
      {
        test: {
          ...limits,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...others, ...alone, ...apart],
          // What a file imports is there for the next one: a third of all the work is spared.
          isolate: false,
        },
      },
      { test: { ...limits, name: 'apart', include: apart, sequence: { groupOrder: 1 } } },
      { test: { ...limits, name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
    // More than a small machine has processors: many tests wait for Temporal or for a browser.
    maxWorkers: 3,
    reporters: ['default'],
  },
});
