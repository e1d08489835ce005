import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** A step of the build: bundles all that enters Temporal's sandbox, so that a worker starts at once. */
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../../workflows/index.js', import.meta.url)),
});
await writeFile(new URL('../../workflow-bundle.js', import.meta.url), code);
