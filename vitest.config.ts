import { defineConfig } from 'vitest/config';
import { coveredProject } from './test/kit/coverage-provider.ts';
import { LongFirst } from './test/kit/long-first.ts';

/** Not of `npm test`: they have configurations of their own. */
const others = [
  'test/browser/screenshots/**',
  'test/chaos/long/**',
  'test/topology/**',
  'test/fuzz/long/**',
  'test/deploy/**',
  'test/**/*.nightly.test.ts',
];
/**
 * Their coverage of `src/domain` and `activities` is measured; that of `workflows` comes from all tests. Not in lost-answers,
 * which runs the same code again hundreds of times: measuring makes it slower.
 */
const covered = [
  'test/domain/**/*.test.ts',
  'test/activities/*.test.ts',
  'test/activities/!(lost-answers)/**/*.test.ts',
];
/** Each file in a process of its own: it sets up what a process has only once, or counts what others would change. */
const apart = [
  'service/telemetry',
  'service/temporal-metrics',
  'telemetry/activity-watch',
  'telemetry/metrics',
  'telemetry/vendor-requests',
  'telemetry/tracing/**/*',
].map((of) => `test/${of}.test.ts`);

const shared = {
  exclude: others,
  // For what hangs, not for slow machines: nothing should need half a minute.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000, interval: 100 } },
};

export default defineConfig({
  test: {
    globalSetup: [
      'test/simulators/temporal/get-servers.ts',
      'test/kit/shared-servers.ts',
      'test/browser/kit/get-browser.ts',
      'test/run-folder.ts',
    ],
    projects: [
      { test: { ...shared, name: coveredProject, include: covered, isolate: false } },
      {
        test: {
          ...shared,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...others, ...covered, ...apart],
          // What a file imports is there for the next one: a third of all the work is spared.
          isolate: false,
        },
      },
      { test: { ...shared, name: 'apart', include: apart } },
    ],
    // More than a small machine has processors: many tests wait for Temporal or for a browser.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    reporters: ['default'],
    coverage: {
      provider: 'custom',
      customProviderModule: 'test/kit/coverage-provider.ts',
      // The workflows are added by the provider.
      include: ['src/domain/**/*.ts', 'activities/**/*.ts'],
      exclude: ['test/**'],
      reporter: [['text', { skipFull: true }]],
      thresholds: {
        'src/domain/**': { lines: 95, branches: 95 },
        'activities/**': { lines: 95, branches: 95 },
        'workflows/**': { lines: 95 },
      },
    },
  },
});
