import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, talkAndRecording } from './entries.ts';

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
