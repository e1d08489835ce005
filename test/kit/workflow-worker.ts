import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { inject } from 'vitest';
import { workflowCoverageFolder } from './workflow-coverage-folder.ts';

/** Measures this process, from its first worker of workflows on. */
let session: Session | undefined;

/**
 * A worker of workflows. They run in the process's own thread, where a deployed worker has one for them: to start it costs
 * more than most tests. The tests of the whole service run them as they are deployed. When a run measures coverage, what
 * they ran is written for `report-coverage.ts` as the worker ends.
 */
export async function createWorkflowWorker(options: WorkerOptions): Promise<Worker> {
  const ownThread = { ...options, debugMode: true };
  if (!inject('measuresCoverage')) return await Worker.create(ownThread);
  session ??= startMeasuring();
  const measuring = session;
  const worker = await Worker.create(ownThread);
  const run = worker.run.bind(worker);
  worker.run = () => run().finally(() => writeCoverage(measuring));
  return worker;
}

function startMeasuring(): Session {
  const started = new Session();
  started.connect();
  started.post('Profiler.enable');
  started.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return started;
}

function writeCoverage(measuring: Session): void {
  measuring.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error;
    const folder = join(inject('runFolder'), workflowCoverageFolder);
    mkdirSync(folder, { recursive: true });
    const ofWorkflows = result.filter(({ url }) => /workflow(s|-bundle)\.c?js$/.test(url));
    writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify({ result: ofWorkflows }));
  });
}
