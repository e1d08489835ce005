/** In the folder of the run: what the threads of workflows have run. */
export const workflowCoverageFolder = 'workflow-coverage';
