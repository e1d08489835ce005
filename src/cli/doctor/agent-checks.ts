import { explainVendorFault } from '../terminal/errors.ts';
import type { Check } from './facts.ts';
import { FactMissing } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const reasons = {
  'no agent': 'no agent given',
  'no e-mail': 'has no e-mail in Aircall',
  'no such teammate': 'Front has no teammate with this e-mail',
  'teammate is blocked': 'the teammate is blocked in Front',
} as const;

/** Aircall's key, and the Front teammate of each Aircall agent. */
export const agentChecks: readonly Check[] = [
  {
    name: 'Aircall key',
    async run(facts) {
      try {
        await facts.aircall();
        return [ok('Aircall key', 'is accepted')];
      } catch (error) {
        if (!(error instanceof FactMissing)) throw error;
        const fault = explainVendorFault(error.cause);
        if (fault === null) throw error;
        return [fail('Aircall key', fault.found, fault.remedy)];
      }
    },
  },
  {
    name: 'agents of the configuration',
    async run(facts) {
      const { preferences } = await facts.config();
      const mapped = Object.entries(preferences.agents);
      if (mapped.length === 0) return [];
      const teammates = await facts.teammates();
      return mapped.map(([agent, target]): Finding => {
        const check = `agents.${JSON.stringify(agent)}`;
        const teammate = teammates.find(({ email }) => email?.trim().toLowerCase() === target);
        if (teammate === undefined) {
          return fail(check, `Front has no teammate ${target}`, 'Use the e-mail that the teammate has in Front.');
        }
        if (teammate.is_blocked === true) {
          return fail(
            check,
            `the teammate ${target} is blocked`,
            'Unblock the teammate in Front, or use another here.',
          );
        }
        return ok(check, `the teammate ${target} exists`);
      });
    },
  },
  {
    name: 'agents without an agent',
    async run(facts) {
      const { preferences } = await facts.config();
      const mapped = Object.keys(preferences.agents);
      if (mapped.length === 0) return [];
      const known = new Set((await facts.agents()).map(({ email }) => email?.trim().toLowerCase()));
      return mapped
        .filter((agent) => !known.has(agent))
        .map((agent) =>
          warn(
            `agents.${JSON.stringify(agent)}`,
            'Aircall has no agent with this e-mail',
            'Use the e-mail that the agent has in Aircall, or remove the entry.',
          ),
        );
    },
  },
  {
    name: 'Aircall agents',
    async run(facts) {
      const agents = await facts.agents();
      const unmatched: Finding[] = [];
      for (const agent of agents) {
        const match = await facts.match(agent);
        if (match.kind === 'matched') continue;
        const remedy =
          'Add the agent under agents:, or invite them to Front; until then their calls are logged unassigned.';
        unmatched.push(warn(`agent ${agent.name ?? agent.id}`, reasons[match.reason], remedy));
      }
      const matched = agents.length - unmatched.length;
      return [ok('Aircall agents', `${matched} of ${agents.length} have a teammate in Front`), ...unmatched];
    },
  },
];
