import { lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromCaller } from './entries.ts';

/** Front knows Jonas by an e-mail, which is left alone: his call begins a conversation, of the same contact. */
export function abandonedInIvr(say: Say): Story {
  const heading = say('Abandoned in IVR – Support', 'Abandonné dans le SVI – Support');
  const reason = say('Reason: the caller hung up in the IVR', 'Motif : l’appelant a raccroché dans le SVI');
  return {
    caller: { ...knownCaller('+493023125104', 'Jonas', 'Weber'), wroteFrom: 'jonas.weber@example.org' },
    acts: [
      [
        {
          title: say('Jonas gives up in the menu', 'Jonas raccroche dans le menu'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            ivr: true,
            ringSeconds: 12,
            missedReason: 'abandoned_in_ivr',
          },
          expected: {
            heading,
            subject: heading,
            entries: [fromCaller('call', 'Jonas Weber', reason)],
            inbox: 'Aircall Phone',
            status: 'unassigned',
            assignee: null,
          },
        },
      ],
    ],
  };
}
