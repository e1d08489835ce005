import { join } from 'node:path';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { inject } from 'vitest';
import { workflowCoverageFolder } from './workflow-coverage-folder.ts';

/**
 * A worker of workflows. Temporal runs them in threads of its own; when a run measures coverage, each thread writes what it
 * ran when it ends, for `report-coverage.ts`.
 */
export async function createWorkflowWorker(options: WorkerOptions): Promise<Worker> {
  if (!inject('measuresCoverage')) return await Worker.create(options);
  // Node reads it when a thread starts.
  process.env['NODE_V8_COVERAGE'] = join(inject('runFolder'), workflowCoverageFolder);
  try {
    return await Worker.create(options);
  } finally {
    delete process.env['NODE_V8_COVERAGE'];
  }
}
