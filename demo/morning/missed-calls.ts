import { callBackTag, lines, supportTeam } from '../company.ts';
import type { Say, ScriptedCall, Story } from '../story.ts';
import { fromCaller, knownCaller, unknownCaller, voicemailLink } from './cast.ts';

/** An unknown caller, on a line with its own inbox. */
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
            entries: [fromCaller('call', say('Reason: outside opening hours', 'Motif : hors des heures d’ouverture'))],
            inbox: 'Sales',
            status: 'unassigned',
            assignee: null,
          },
        },
      ],
    ],
  };
}

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

/** Anonymous: each such call has its own conversation and contact. */
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

/** They end at the same moment and race for the caller: one contact, one conversation, entries in order. */
export function twoCallsAtOnce(say: Say): Story {
  const heading = say('Missed call – Sales', 'Appel manqué – Sales');
  const place = { inbox: 'Sales', status: 'unassigned', assignee: null } as const;
  const state = { heading, subject: heading, ...place, tags: [callBackTag(say)] };
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

/** Front's own rule moves a new voicemail. Aircall sends every event late, twice and out of order. */
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
