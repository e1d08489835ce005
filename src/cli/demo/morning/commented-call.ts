import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, talkAndRecording } from './entries.ts';

/** Front's own rule tags a comment that says "Test", so it must be a real comment. Who calls back in vain is not assigned. */
export function commentedCall(say: Say): Story {
  const subject = say('Inbound call – Support', 'Appel entrant – Support');
  const text = say('Test: call him back at three', 'Test : à rappeler à quinze heures');
  const state = { subject, inbox: 'Aircall Phone', status: 'assigned', assignee: 'Inès Martin' } as const;
  return {
    caller: knownCaller('+33639980102', 'Marc', 'Lefèvre'),
    acts: [
      [
        {
          title: say('Marc talks with Inès, who comments', 'Marc parle à Inès, qui commente'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.ines,
            ivr: true,
            hold: true,
            ringSeconds: 8,
            talkSeconds: 95,
            recording: { availableAfterMs: 60_000 },
            comments: [{ by: agents.ines, content: text, afterEndMs: 12_000 }],
          },
          expected: {
            ...state,
            heading: subject,
            entries: [
              fromAgent('call', 'Inès Martin', say('Agent: Inès Martin', 'Agent : Inès Martin')),
              ...talkAndRecording(say, 'Inès Martin', '1 min 35 s'),
            ],
            comments: [{ author: 'Inès Martin', text }],
            tags: ['Follow-up'],
          },
        },
      ],
      [
        {
          title: say('Tom calls Marc in vain', 'Tom appelle Marc en vain'),
          script: { direction: 'outbound', line: lines.support.id, agent: agents.tom, ringSeconds: 12 },
          expected: {
            ...state,
            heading: say('Unanswered outbound call – Support', 'Appel sortant sans réponse – Support'),
            entries: [
              fromAgent(
                'call',
                'Tom Baker',
                say('Agent: Tom Baker', 'Agent : Tom Baker'),
                say('Rang for: 12 s', 'A sonné : 12 s'),
              ),
            ],
            tags: ['Follow-up'],
          },
        },
      ],
    ],
  };
}
