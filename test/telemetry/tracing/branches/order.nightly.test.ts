import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { historyOfTwoBranches } from './history-of-two-branches.ts';

const logger = new DefaultLogger('ERROR');
Runtime.install({ logger });
const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: pathOf('two-branches.ts'),
  workflowInterceptorModules: [pathOf('interceptors.ts')],
  logger,
});
const sinks = { exporter: { export: { fn: () => {}, callDuringReplay: false } } };

/** @param interceptors also the workflow's id, by which `interceptors.ts` chooses */
async function replay(interceptors: 'none' | 'theirs' | 'ours', inTheEnd: [string, string]): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle, sinks }, historyOfTwoBranches(inTheEnd), interceptors);
}

it.each(['none', 'ours'] as const)(
  'the branch that ends first continues first, with interceptors: %s',
  async (interceptors) => {
    await expect(replay(interceptors, ['afterActivity', 'afterTimer'])).resolves.toBeUndefined();
    await expect(replay(interceptors, ['afterTimer', 'afterActivity'])).rejects.toThrow(/[Dd]eterminism/);
  },
);

it("Temporal's own interceptors let a timer overtake an activity, so ours are still needed", async () => {
  await expect(replay('theirs', ['afterActivity', 'afterTimer'])).rejects.toThrow(/[Dd]eterminism/);
  await expect(replay('theirs', ['afterTimer', 'afterActivity'])).resolves.toBeUndefined();
});
