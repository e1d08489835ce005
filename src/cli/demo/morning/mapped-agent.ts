import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, talkAndRecording } from './entries.ts';

/** Ada's e-mail at Aircall is not the one at Front: `agents:` says so, for her call and for her comment. Her tag follows. */
export function mappedAgent(say: Say): Story {
  const heading = say('Outbound call – Sales', 'Appel sortant – Sales');
  const text = say('Wants an offer for ten seats.', 'Souhaite une offre pour dix postes.');
  return {
    caller: knownCaller('+12125550114', 'Grace', 'Hall'),
    acts: [
      [
        {
          title: say('Ada calls Grace, comments and tags', 'Ada appelle Grace, commente, étiquette'),
          script: {
            direction: 'outbound',
            line: lines.sales.id,
            agent: agents.ada,
            ringSeconds: 7,
            talkSeconds: 61,
            recording: { availableAfterMs: 20_000 },
            comments: [{ by: agents.ada, content: text, afterEndMs: 40_000 }],
            tags: [{ by: agents.ada, name: 'Billing', afterEndMs: 10_000 }],
          },
          expected: {
            heading,
            subject: heading,
            entries: [
              fromAgent('call', 'Ada Byron', say('Agent: Ada Byron', 'Agent : Ada Byron')),
              ...talkAndRecording(say, 'Ada Byron', '1 min 1 s'),
            ],
            inbox: 'Sales',
            status: 'assigned',
            assignee: 'Ada Byron',
            comments: [{ author: 'Ada Byron', text }],
            tags: ['billing'],
          },
        },
      ],
    ],
  };
}
