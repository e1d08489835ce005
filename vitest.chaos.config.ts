import { defineConfig } from 'vitest/config';

/** The long chaos runs, one after another: `CHAOS_SEED` repeats one, `CHAOS_CALLS` and `CHAOS_MODE` choose. */
export default defineConfig({
  test: {
    include: ['test/chaos/long/**/*.test.ts'],
    globalSetup: ['test/simulators/temporal/get-servers.ts', 'test/kit/shared-servers.ts'],
    hookTimeout: 120_000,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
