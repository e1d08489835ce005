import { DefaultLogger, Runtime } from '@temporalio/worker';
import { inject } from 'vitest';

// Before anything else starts it: Temporal's own log is kept to warnings.
Runtime.install({ logger: new DefaultLogger('WARN') });

/** The workflows as the sandbox runs them. */
export const workflowBundle = { codePath: inject('workflowBundle') };
