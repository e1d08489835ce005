import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what all test files of a run share, and only the first that needs it makes. */
    runFolder: string;
    /** Whether this run measures coverage. */
    measuresCoverage: boolean;
  }
}

/** For vitest's `globalSetup`. */
export async function setup({ provide, vitest }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-tests-'));
  provide('runFolder', folder);
  provide('measuresCoverage', vitest.config.coverage.enabled);
  return () => rm(folder, { recursive: true, force: true });
}
