import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { encodedFailuresPath } from '../adapters/temporal/encryption/codec.ts';
import { bundleName } from './create-worker.ts';

/**
 * Build step: bundles everything that enters Temporal's sandbox, so that workers start fast. The bundle contains the
 * failure converter and the tracing interceptors, so each combination has its own.
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
