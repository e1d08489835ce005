/** For `npm run test:mutation`: changes `src/domain` bit by bit; each change should make one of its tests fail. */
export default {
  packageManager: 'npm',
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: ['src/domain/**/*.ts'],
  coverageAnalysis: 'perTest',
  // What runs once per process, such as tables, would need all tests for each change.
  ignoreStatic: true,
  // There is none: Stryker reads tsconfig.json with an API that TypeScript 7 does not have. Vitest needs no tsconfig.json.
  tsconfigFile: 'tsconfig.none.json',
  tempDirName: 'node_modules/.cache/stryker',
  concurrency: 2,
  // For what hangs, not for slow machines.
  timeoutMS: 20_000,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false },
  // A score of less ends with an error.
  thresholds: { high: 95, low: 93, break: 90 },
};
