import { inject } from 'vitest';
import './quiet-runtime.ts';

/** The workflows as the sandbox runs them. */
export const workflowBundle = { codePath: inject('workflowBundle') };
