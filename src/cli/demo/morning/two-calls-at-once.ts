import { lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { ScriptedCall, Story } from '../story.ts';
import { unknownCaller } from './callers.ts';
import { fromCaller } from './entries.ts';

/** They end in one moment and race for the caller: one contact and one conversation, with the entries in order. */
export function twoCallsAtOnce(say: Say): Story {
  const heading = say('Missed call – Sales', 'Appel manqué – Sales');
  const state = { heading, subject: heading, inbox: 'Sales', status: 'unassigned', assignee: null } as const;
  const rings = (ringSeconds: number, title: string, rang: string): ScriptedCall => ({
    title,
    script: { direction: 'inbound', line: lines.sales.id, ringSeconds },
    expected: { ...state, entries: [fromCaller('call', rang)] },
  });
  const title = say('Two calls of one caller at once', 'Deux appels à la fois d’un appelant');
  return {
    caller: unknownCaller('+447700900108'),
    acts: [
      [
        rings(15, `${title} (1)`, say('Rang for: 15 s', 'A sonné : 15 s')),
        rings(12, `${title} (2)`, say('Rang for: 12 s', 'A sonné : 12 s')),
      ],
    ],
  };
}
