import { z } from 'zod';
import { cleanValue } from './clean-value.ts';

export const usualDeploymentName = 'callthread';

/**
 * The two halves of a worker's version. Temporal writes them as one (`callthread:1.4.0`, formerly `callthread.1.4.0`),
 * keeps names with two low lines in front for itself, and makes workflow ids of them.
 */
export const DeploymentName = z.string().regex(/^(?!__)[\w+-]{1,100}$/, {
  error: 'is not a name that Temporal takes. Write letters, digits, dashes and _ alone, for example callthread.',
});

export const BuildId = z.string().regex(/^(?!__)[\w.+-]{1,100}$/, {
  error: 'is not a build id that Temporal takes. Write letters, digits, dots, dashes and _ alone, for example 1.4.0.',
});

/** For commands that need nothing else of the configuration. */
export function readDeploymentName(env: NodeJS.ProcessEnv): string {
  return cleanValue(env['CALLTHREAD_DEPLOYMENT_NAME']) ?? usualDeploymentName;
}
