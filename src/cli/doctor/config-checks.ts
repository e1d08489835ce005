import { cleanValue } from '../../config/clean-value.ts';
import type { Check } from './facts.ts';
import { fail, ok } from './finding.ts';

const dayMs = 86_400_000;

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
  {
    name: 'retention.calls',
    async run({ config }) {
      const { callsMs } = (await config()).preferences.retention;
      const long = callsMs === null ? 'for ever' : `for ${Math.floor(callsMs / dayMs)} days`;
      return [ok('retention.calls', `the table of calls keeps who the callers were ${long}`)];
    },
  },
];
