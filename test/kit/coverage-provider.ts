import v8 from '@vitest/coverage-v8';
import type { CoverageProviderModule } from 'vitest/node';

/** The name of the project of `vitest.config.ts` whose tests are measured. */
export const coveredProject = 'covered';

/** Vitest's provider for V8, but only for one project: to measure a file costs more than most tests do. */
const provider: CoverageProviderModule = {
  ...v8,
  async startCoverage(options) {
    if (isMeasured()) await v8.startCoverage?.(options);
  },
  async takeCoverage(options) {
    return isMeasured() ? await v8.takeCoverage?.(options) : undefined;
  },
  async stopCoverage(options) {
    if (isMeasured()) await v8.stopCoverage?.(options);
  },
  // Loaded on demand: the processes of the tests only take.
  getProvider: async () => new (await import('./report-coverage.ts')).CoverageProvider(),
};
export default provider;

function isMeasured(): boolean {
  const { __vitest_worker__: worker } = globalThis as { __vitest_worker__?: { ctx: { projectName: string } } };
  return worker?.ctx.projectName === coveredProject;
}
