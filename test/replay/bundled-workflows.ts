import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { inject } from 'vitest';
import { buildOnce } from '../../simulators/programs/build-once.ts';
import { workflowSources } from '../../src/service/workflow-sources.ts';
import { isJustBuilt } from '../just-built.ts';

/**
 * The workflows, bundled for the sandbox: what `npm test` has just built, else made once for all test files, because it
 * takes seconds.
 * @returns the file, as a worker takes it
 */
export async function bundledWorkflows(): Promise<{ codePath: string }> {
  if (isJustBuilt) return { codePath: fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url)) };
  const folder = join(inject('runFolder'), 'workflows');
  const file = 'workflows.cjs';
  await buildOnce(folder, console.error, async (temporaryFolder) => {
    const { workflowsPath, interceptorModules } = workflowSources({ traced: false });
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      workflowInterceptorModules: interceptorModules,
      logger: new DefaultLogger('WARN'),
    });
    await writeFile(join(temporaryFolder, file), code);
  });
  return { codePath: join(folder, file) };
}
