import v8 from '@vitest/coverage-v8';
import type { CoverageProviderModule } from 'vitest/node';

/** What V8 says about one script. */
interface Taken {
  result: Array<{ url: string }>;
}

/** As in vitest's `include`. */
const included = /\/(src\/domain|activities)\//;

/** Vitest's provider for V8, but for the files that it does not report: to hand those over takes longer than many tests. */
const provider: CoverageProviderModule = {
  ...v8,
  async takeCoverage(options) {
    const taken = (await v8.takeCoverage?.(options)) as Taken | undefined;
    return { result: taken?.result.filter(({ url }) => included.test(url)) ?? [] };
  },
  // Loaded on demand: the processes of the tests only take.
  getProvider: async () => new (await import('./report-coverage.ts')).CoverageProvider(),
};
export default provider;
