import { cleanValue } from '../../config/variables.ts';
import type { Check } from './facts.ts';
import { fail, ok } from './finding.ts';

const dayMs = 86_400_000;

/** The environment and the YAML file, as `callthread start` checks them, with all their problems. */
export const configChecks: readonly Check[] = [
  {
    name: 'configuration',
    async run({ problems, environment }) {
      if (problems.length === 0) {
        const file = cleanValue(environment['CALLTHREAD_CONFIG']) ?? 'callthread.yaml (if there is one)';
        return [ok('configuration', `the environment and ${file} are valid`)];
      }
      return problems.map(({ place, problem, remedy }) => {
        const isToken = place === 'AIRCALL_WEBHOOK_TOKEN' && problem === 'is missing';
        return fail(
          place,
          problem,
          isToken ? 'Create the webhook, which prints it: callthread webhooks register' : remedy,
        );
      });
    },
  },
  {
    name: 'retention.calls',
    async run({ config }) {
      const { callsMs } = (await config()).preferences.retention;
      const long = callsMs === null ? 'forever' : `for ${Math.floor(callsMs / dayMs)} days`;
      return [ok('retention.calls', `the table of calls keeps callers' names and numbers ${long}`)];
    },
  },
];
