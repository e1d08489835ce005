import { defineConfig } from 'vitest/config';

/** For `npm run test:mutation`: Stryker changes `src/domain` bit by bit, and these tests should notice each change. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    reporters: ['default'],
  },
});
