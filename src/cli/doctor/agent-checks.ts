import { type NoteKind, wantedNotes } from '../../domain/notes/note-kinds.ts';
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

const daySeconds = 86_400;

/** Aircall's key, its AI notes, and the Front teammate of each Aircall agent. */
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
    name: 'AI notes',
    async run(facts) {
      const { preferences } = await facts.config();
      const wanted = wantedNotes(preferences.ai);
      if (wanted.length === 0) return [ok('AI notes', 'off: nothing under ai: is on')];
      const aircall = await facts.aircall();
      const nowSeconds = Math.floor(facts.nowMs() / 1000);
      const { calls } = await aircall.listCalls({
        fromSeconds: nowSeconds - daySeconds,
        toSeconds: nowSeconds,
        page: 1,
      });
      const [call] = calls;
      if (call === undefined) return [ok('AI notes', 'not checked: Aircall had no call today')];
      const refused: NoteKind[] = [];
      for (const kind of wanted) if ((await aircall.readNote(kind, call.id)).status === 'no plan') refused.push(kind);
      if (refused.length === 0)
        return [ok('AI notes', `Aircall gives ${wanted.map((kind) => `ai.${kind}`).join(', ')}`)];
      const which = refused.map((kind) => `ai.${kind}`).join(', ');
      const remedy = 'They need Aircall AI Assist. Without it, turn them off in callthread.yaml.';
      return [warn('AI notes', `Aircall refuses ${which} (403): the company has no plan for them`, remedy)];
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
