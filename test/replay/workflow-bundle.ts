import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** The workflows as the sandbox runs them, bundled once per test process; Temporal's own log is kept to warnings. */
export function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  if (bundle === undefined) {
    const logger = new DefaultLogger('WARN');
    Runtime.install({ logger });
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    bundle = bundleWorkflowCode({ workflowsPath, logger });
  }
  return bundle;
}
