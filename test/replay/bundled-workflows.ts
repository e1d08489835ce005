import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { inject } from 'vitest';
import { buildOnce } from '../../simulators/programs/build-once.ts';

/** Bundles the workflows for the sandbox, once for all test files, for it takes seconds. @returns the file, as a worker takes it */
export async function bundledWorkflows(): Promise<{ codePath: string }> {
  const folder = join(inject('runFolder'), 'workflows');
  const file = 'workflows.cjs';
  await buildOnce(folder, console.error, async (temporaryFolder) => {
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
    await writeFile(join(temporaryFolder, file), code);
  });
  return { codePath: join(folder, file) };
}
