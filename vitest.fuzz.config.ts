import { defineConfig } from 'vitest/config';

/** Requests that schemathesis makes up by docs/openapi.yaml, against the real service: `FUZZ_SEED` repeats a run. */
export default defineConfig({
  test: {
    include: ['test/fuzz/long/**/*.test.ts'],
    globalSetup: [
      'test/simulators/temporal/get-servers.ts',
      'test/kit/shared-servers.ts',
      'test/fuzz/get-schemathesis.ts',
    ],
    hookTimeout: 120_000,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
