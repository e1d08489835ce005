import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, fromCaller, talkAndRecording } from './entries.ts';

/** The first call after the conversation was archived opens it again, with a subject of its own. */
export function archivedConversation(say: Say): Story {
  const answered = say('Inbound call – Support', 'Appel entrant – Support');
  const missed = say('Missed call – Support', 'Appel manqué – Support');
  const state = { inbox: 'Aircall Phone', status: 'assigned', assignee: 'Tom Baker' } as const;
  return {
    caller: knownCaller('+33639980107', 'Lucas', 'Moreau'),
    acts: [
      [
        {
          title: say('Lucas talks with Tom, who archives', 'Lucas parle à Tom, qui archive'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.tom,
            ringSeconds: 3,
            talkSeconds: 8,
            recording: { availableAfterMs: 20_000 },
          },
          expected: {
            ...state,
            heading: answered,
            subject: answered,
            entries: [fromAgent('call', 'Tom Baker'), ...talkAndRecording(say, 'Tom Baker', '8 s')],
          },
          afterwards: 'archive',
        },
      ],
      [
        {
          title: say('Lucas calls again: it opens again', 'Lucas rappelle : tout se rouvre'),
          script: { direction: 'inbound', line: lines.support.id, ringSeconds: 11 },
          expected: {
            ...state,
            heading: missed,
            subject: missed,
            entries: [fromCaller('call', say('Rang for: 11 s', 'A sonné : 11 s'))],
          },
        },
      ],
    ],
  };
}
