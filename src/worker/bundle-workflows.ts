import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { encodedFailuresPath } from '../adapters/temporal/data-converter.ts';

/**
 * A step of the build: bundles all that enters Temporal's sandbox, so that a worker starts at once. What turns a
 * workflow's failure into what is stored is part of the bundle, so there is another for workers that encrypt.
 */
const workflowsPath = fileURLToPath(new URL('../../workflows/index.js', import.meta.url));
const bundles = [
  { file: 'workflow-bundle.js', converter: {} },
  { file: 'workflow-bundle-encoding.js', converter: { failureConverterPath: encodedFailuresPath } },
];
for (const { file, converter } of bundles) {
  const { code } = await bundleWorkflowCode({ workflowsPath, ...converter });
  await writeFile(new URL(`../../${file}`, import.meta.url), code);
}
