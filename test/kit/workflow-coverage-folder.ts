/** In the folder of the run: what workers of workflows have run. */
export const workflowCoverageFolder = 'workflow-coverage';
