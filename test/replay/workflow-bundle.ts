import { bundledWorkflows } from './bundled-workflows.ts';
import { keepRuntimeQuiet } from './quiet-runtime.ts';

keepRuntimeQuiet();

/** The workflows as the sandbox runs them. */
export const workflowBundle = await bundledWorkflows();
