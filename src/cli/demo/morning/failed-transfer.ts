import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, talkAndRecording } from './entries.ts';

/** Aircall still names Ada when she did not pick up; the call stays Tom's. */
export function failedTransfer(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  return {
    caller: knownCaller('+33639980111', 'Léa', 'Fontaine'),
    acts: [
      [
        {
          title: say('Tom cannot pass Léa on to Ada', 'Tom ne peut transférer Léa à Ada'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.tom,
            ringSeconds: 5,
            talkSeconds: 40,
            transfer: { by: agents.tom, to: agents.ada, succeeds: false },
            recording: { availableAfterMs: 20_000 },
          },
          expected: {
            heading,
            subject: heading,
            entries: [
              {
                ...fromAgent('call', 'Tom Baker', say('Agent: Tom Baker', 'Agent : Tom Baker')),
                saysNot: ['Ada Byron', say('Transferred by', 'Transféré par')],
              },
              ...talkAndRecording(say, 'Tom Baker', '40 s'),
            ],
            inbox: 'Aircall Phone',
            status: 'assigned',
            assignee: 'Tom Baker',
          },
        },
      ],
    ],
  };
}
