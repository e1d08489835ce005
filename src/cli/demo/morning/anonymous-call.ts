import { lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { fromCaller } from './entries.ts';

/** Nobody in particular: each such call has a conversation and a contact of its own. */
export function anonymousCall(say: Say): Story {
  const heading = say('Missed call – Support', 'Appel manqué – Support');
  const contactName = say('Anonymous caller', 'Appelant anonyme');
  return {
    caller: { number: 'anonymous', name: null, contactName },
    acts: [
      [
        {
          title: say('Somebody hides the number', 'Quelqu’un masque son numéro'),
          script: { direction: 'inbound', line: lines.support.id, ringSeconds: 9, missedReason: 'no_available_agent' },
          expected: {
            heading,
            subject: heading,
            entries: [
              fromCaller('call', contactName, say('Reason: no agent was available', 'Motif : aucun agent disponible')),
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
