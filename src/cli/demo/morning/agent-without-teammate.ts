import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, talkAndRecording } from './entries.ts';

/** Logged all the same, with the agent's name in the text, for nobody in particular. */
export function agentWithoutTeammate(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  return {
    caller: knownCaller('+33639980112', 'Paul', 'Girard'),
    acts: [
      [
        {
          title: say('Paul talks with Gus, unknown to Front', 'Paul parle à Gus, inconnu de Front'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.gus,
            ringSeconds: 4,
            talkSeconds: 25,
            recording: { availableAfterMs: 20_000 },
          },
          expected: {
            heading,
            subject: heading,
            entries: [
              fromAgent('call', null, say('Agent: Gus Temp', 'Agent : Gus Temp')),
              ...talkAndRecording(say, null, '25 s'),
            ],
            inbox: 'Aircall Phone',
            status: 'unassigned',
            assignee: null,
          },
        },
      ],
    ],
  };
}
