import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: [
      'test/simulators/temporal/get-servers.ts',
      'test/browser/kit/get-browser.ts',
      'test/replay/bundle-once.ts',
    ],
    exclude: ['test/browser/screenshots/**', 'test/chaos/long/**', 'test/topology/**', 'test/fuzz/long/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
});
