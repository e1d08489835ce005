import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, talkAndRecording } from './entries.ts';

/** The call belongs to whoever spoke last, and says who passed it on. */
export function successfulTransfer(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  return {
    caller: knownCaller('+33639980110', 'Hugo', 'Garnier'),
    acts: [
      [
        {
          title: say('Tom passes Hugo on to Inès', 'Tom transfère Hugo à Inès'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.tom,
            ringSeconds: 5,
            talkSeconds: 48,
            transfer: { by: agents.tom, to: agents.ines, succeeds: true },
            recording: { availableAfterMs: 20_000 },
          },
          expected: {
            heading,
            subject: heading,
            entries: [
              fromAgent(
                'call',
                'Inès Martin',
                say('Agent: Inès Martin', 'Agent : Inès Martin'),
                say('Transferred by: Tom Baker', 'Transféré par : Tom Baker'),
              ),
              ...talkAndRecording(say, 'Inès Martin', '48 s'),
            ],
            inbox: 'Aircall Phone',
            status: 'assigned',
            assignee: 'Inès Martin',
          },
        },
      ],
    ],
  };
}
