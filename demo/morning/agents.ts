import { agents, lines } from '../company.ts';
import type { Say, Story } from '../story.ts';
import { fromAgent, knownCaller, talkAndRecording } from './cast.ts';

/** The call belongs to the last agent; the entry names who transferred it. */
export function successfulTransfer(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  return {
    caller: knownCaller('+33639980110', 'Hugo', 'Garnier'),
    acts: [
      [
        {
          title: say('Tom transfers Hugo to Inès', 'Tom transfère Hugo à Inès'),
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

/** Aircall still names Ada when she did not pick up; the call stays Tom's. */
export function failedTransfer(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  return {
    caller: knownCaller('+33639980111', 'Léa', 'Fontaine'),
    acts: [
      [
        {
          title: say('Tom fails to transfer Léa to Ada', 'Tom ne peut transférer Léa à Ada'),
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

/** Ada's e-mail at Aircall is not the one at Front: `agents:` says so, for her call and for her comment. Her tag follows. */
export function mappedAgent(say: Say): Story {
  const heading = say('Outbound call – Sales', 'Appel sortant – Sales');
  const text = say('Wants an offer for ten seats.', 'Souhaite une offre pour dix postes.');
  return {
    caller: knownCaller('+12125550114', 'Grace', 'Hall'),
    acts: [
      [
        {
          title: say('Ada calls Grace, comments and tags', 'Ada appelle Grace, commente, étiquette'),
          script: {
            direction: 'outbound',
            line: lines.sales.id,
            agent: agents.ada,
            ringSeconds: 7,
            talkSeconds: 61,
            recording: { availableAfterMs: 20_000 },
            comments: [{ by: agents.ada, content: text, afterEndMs: 40_000 }],
            tags: [{ by: agents.ada, name: 'Billing', afterEndMs: 10_000 }],
          },
          expected: {
            heading,
            subject: heading,
            entries: [
              fromAgent('call', 'Ada Byron', say('Agent: Ada Byron', 'Agent : Ada Byron')),
              ...talkAndRecording(say, 'Ada Byron', '1 min 1 s'),
            ],
            inbox: 'Sales',
            status: 'assigned',
            assignee: 'Ada Byron',
            comments: [{ author: 'Ada Byron', text }],
            tags: ['billing'],
          },
        },
      ],
    ],
  };
}

/** Logged unassigned, with the agent's name in the text. */
export function agentWithoutTeammate(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  return {
    caller: knownCaller('+33639980112', 'Paul', 'Girard'),
    acts: [
      [
        {
          title: say('Paul talks with Gus, unknown to Front', 'Paul parle à Gus, inconnu de Front'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.gus,
            ringSeconds: 4,
            talkSeconds: 25,
            recording: { availableAfterMs: 20_000 },
          },
          expected: {
            heading,
            subject: heading,
            entries: [
              fromAgent('call', null, say('Agent: Gus Temp', 'Agent : Gus Temp')),
              ...talkAndRecording(say, null, '25 s'),
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
