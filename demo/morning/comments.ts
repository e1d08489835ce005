import { agents, lines } from '../company.ts';
import type { Say, Story } from '../story.ts';
import { fromAgent, knownCaller, talkAndRecording } from './cast.ts';

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

/** The comment comes when the call's workflow has ended: a new run adds it, and repeats nothing. */
export function lateComment(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  const text = say('She has paid, all is well.', 'Elle a payé, tout va bien.');
  return {
    caller: knownCaller('+33639980109', 'Emma', 'Roux'),
    acts: [
      [
        {
          title: say('Emma talks with Tom, who comments late', 'Emma parle à Tom, qui commente bien après'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.tom,
            ringSeconds: 6,
            talkSeconds: 30,
            recording: { availableAfterMs: 20_000 },
            comments: [{ by: agents.tom, content: text, afterEndMs: 150_000 }],
          },
          expected: {
            heading,
            subject: heading,
            entries: [fromAgent('call', 'Tom Baker'), ...talkAndRecording(say, 'Tom Baker', '30 s')],
            inbox: 'Aircall Phone',
            status: 'assigned',
            assignee: 'Tom Baker',
            comments: [{ author: 'Tom Baker', text }],
          },
        },
      ],
    ],
  };
}
