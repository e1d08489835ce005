import { lines, supportTeam } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromCaller, voicemailLink } from './entries.ts';

/** Front's own rule moves a new voicemail. Aircall tells everything late here, twice, and in no order. */
export function voicemail(say: Say): Story {
  const heading = say('Voicemail – Support', 'Message vocal – Support');
  return {
    caller: knownCaller('+33639980103', 'Nadia', 'Benali'),
    acts: [
      [
        {
          title: say('Nadia leaves a voicemail', 'Nadia laisse un message vocal'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            ringSeconds: 25,
            teams: [supportTeam],
            voicemail: { availableAfterMs: 20_000 },
            eventsSent: { repeat: 2, shuffleSeed: 7 },
          },
          expected: {
            heading,
            subject: heading,
            entries: [fromCaller('call', say('Rang for: 25 s', 'A sonné : 25 s')), voicemailLink(say)],
            inbox: 'Voicemail',
            status: 'unassigned',
            assignee: null,
          },
        },
      ],
    ],
  };
}
