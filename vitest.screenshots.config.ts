import { defineConfig } from 'vitest/config';

/** Takes the pictures in docs/screenshots anew: `npm run screenshots`. */
export default defineConfig({
  test: {
    include: ['test/browser/screenshots/**/*.test.ts'],
    globalSetup: [
      'test/simulators/temporal/get-servers.ts',
      'test/kit/shared-servers.ts',
      'test/browser/kit/get-browser.ts',
    ],
    maxWorkers: 1,
    reporters: ['default'],
  },
});
