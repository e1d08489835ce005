import { writeFile } from 'node:fs/promises';
import { bundleWorkflowCode } from '@temporalio/worker';
import { encodedFailuresPath } from '../adapters/temporal/encryption/codec.ts';
import { bundleName } from './create-worker.ts';
import { workflowSources } from './workflow-sources.ts';

/**
 * Build step: bundles everything that enters Temporal's sandbox, so that workers start fast. The bundle contains the
 * failure converter and the tracing interceptors, so each combination has its own.
 */
for (const encoding of [false, true]) {
  for (const traced of [false, true]) {
    const { workflowsPath, interceptorModules } = workflowSources({ traced });
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      workflowInterceptorModules: interceptorModules,
      ...(encoding ? { failureConverterPath: encodedFailuresPath } : {}),
    });
    await writeFile(new URL(`../../${bundleName({ encoding, traced })}`, import.meta.url), code);
  }
}
