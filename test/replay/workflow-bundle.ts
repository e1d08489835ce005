import { inject } from 'vitest';
import { keepRuntimeQuiet } from './quiet-runtime.ts';

keepRuntimeQuiet();

/** The workflows as the sandbox runs them. */
export const workflowBundle = { codePath: inject('workflowBundle') };
