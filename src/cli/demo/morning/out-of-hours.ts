import { lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { unknownCaller } from './callers.ts';
import { fromCaller } from './entries.ts';

/** A caller whom nobody knows, on a line with an inbox of its own. */
export function outOfHours(say: Say): Story {
  const heading = say('Missed call out of hours – Sales', 'Appel manqué hors horaires – Sales');
  return {
    caller: unknownCaller('+447700900106'),
    acts: [
      [
        {
          title: say('Somebody calls before nine', 'Quelqu’un appelle avant neuf heures'),
          script: { direction: 'inbound', line: lines.sales.id, ringSeconds: 5, missedReason: 'out_of_opening_hours' },
          expected: {
            heading,
            subject: heading,
            entries: [fromCaller('call', say('Reason: out of opening hours', 'Motif : hors des heures d’ouverture'))],
            inbox: 'Sales',
            status: 'unassigned',
            assignee: null,
          },
        },
      ],
    ],
  };
}
