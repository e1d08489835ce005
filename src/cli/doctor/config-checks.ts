import { cleanValue } from '../../config/clean-value.ts';
import type { Check } from './check.ts';
import { fail, ok } from './finding.ts';

/** The environment and the YAML file, as `callthread start` checks them: all problems there are. */
export const configChecks: readonly Check[] = [
  {
    name: 'configuration',
    async run({ problems, environment }) {
      if (problems.length === 0) {
        const file = cleanValue(environment['CALLTHREAD_CONFIG']) ?? 'callthread.yaml, where there is one,';
        return [ok('configuration', `the environment and ${file} can be used`)];
      }
      return problems.map(({ place, problem, remedy }) => {
        const isToken = place === 'AIRCALL_WEBHOOK_TOKEN' && problem === 'is missing';
        return fail(place, problem, isToken ? 'callthread webhooks register makes the webhook and prints it.' : remedy);
      });
    },
  },
];
