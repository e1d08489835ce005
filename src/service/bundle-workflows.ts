import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { encodedFailuresPath } from '../adapters/temporal/data-converter.ts';
import { bundleName } from './create-worker.ts';

/**
 * A step of the build: bundles all that enters Temporal's sandbox, so that a worker starts at once. What turns a workflow's
 * failure into what is stored is part of the bundle, and so is what makes spans of it: there is one for each way to run.
 */
const workflowsPath = pathOf('../../workflows/index.js');
for (const encoding of [false, true]) {
  for (const traced of [false, true]) {
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      workflowInterceptorModules: traced ? [pathOf('../../workflows/interceptors.js')] : [],
      ...(encoding ? { failureConverterPath: encodedFailuresPath } : {}),
    });
    await writeFile(new URL(`../../${bundleName({ encoding, traced })}`, import.meta.url), code);
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
