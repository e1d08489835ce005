import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/**
 * A step of the build: bundles all that enters Temporal's sandbox, so that a worker starts at once. Once as it is, and once
 * with what makes spans of it.
 */
const workflowsPath = pathOf('../../workflows/index.js');
const bundles = {
  'workflow-bundle.js': [],
  'workflow-bundle-traced.js': [pathOf('../../workflows/interceptors.js')],
};
for (const [file, workflowInterceptorModules] of Object.entries(bundles)) {
  const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules });
  await writeFile(new URL(`../../${file}`, import.meta.url), code);
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
