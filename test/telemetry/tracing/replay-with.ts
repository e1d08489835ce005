import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { keepRuntimeQuiet } from '../../replay/quiet-runtime.ts';

/** The bundles of the build: with spans of workflows, and without. */
export const bundles = { plain: 'workflow-bundle.js', traced: 'workflow-bundle-traced.js' };

/** Replays histories by the workflows as the build bundles them. @returns by name, what went wrong: undefined for nothing */
export async function replayWith(
  bundle: keyof typeof bundles,
  histories: Iterable<[name: string, history: unknown]>,
): Promise<Record<string, string | undefined>> {
  keepRuntimeQuiet();
  const codePath = fileURLToPath(new URL(`../../../dist/${bundles[bundle]}`, import.meta.url));
  const sinks = { exporter: { export: { fn: () => {}, callDuringReplay: false } } };
  const named = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  const outcomes: Record<string, string | undefined> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath }, sinks }, named)) {
    outcomes[workflowId] = error?.message;
  }
  return outcomes;
}
