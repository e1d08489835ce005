import { agents, lines, supportTeam } from '../company.ts';
import type { Say } from '../say.ts';
import type { ScriptedCall, Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, fromCaller, talkAndRecording, voicemailLink } from './entries.ts';

/** One conversation: its subject stays while it is open, and its assignee while nobody answers. */
export function threeCalls(say: Say): Story {
  const subject = say('Missed call – Support', 'Appel manqué – Support');
  const state = { subject, inbox: 'Aircall Phone' };
  const missed: ScriptedCall = {
    title: say('Claire calls, nobody answers', 'Claire appelle, personne ne répond'),
    script: { direction: 'inbound', line: lines.support.id, ringSeconds: 20, teams: [supportTeam] },
    expected: {
      ...state,
      heading: subject,
      entries: [
        fromCaller(
          'call',
          say('Reason: agents did not answer', 'Motif : les agents n’ont pas répondu'),
          say('Rang for: 20 s', 'A sonné : 20 s'),
        ),
      ],
      status: 'unassigned',
      assignee: null,
    },
  };
  const calledBack: ScriptedCall = {
    title: say('Tom calls Claire back', 'Tom rappelle Claire'),
    script: {
      direction: 'outbound',
      line: lines.support.id,
      agent: agents.tom,
      ringSeconds: 4,
      talkSeconds: 14,
      recording: { availableAfterMs: 20_000 },
      eventsSent: { repeat: 3 },
    },
    expected: {
      ...state,
      heading: say('Outbound call – Support', 'Appel sortant – Support'),
      entries: [
        fromAgent('call', 'Tom Baker', say('Agent: Tom Baker', 'Agent : Tom Baker')),
        ...talkAndRecording(say, 'Tom Baker', '14 s'),
      ],
      status: 'assigned',
      assignee: 'Tom Baker',
    },
  };
  const voicemail: ScriptedCall = {
    title: say('Claire leaves a voicemail', 'Claire laisse un message vocal'),
    script: {
      direction: 'inbound',
      line: lines.support.id,
      ringSeconds: 9,
      voicemail: { availableAfterMs: 20_000, inEnded: false },
    },
    expected: {
      ...state,
      heading: say('Voicemail – Support', 'Message vocal – Support'),
      entries: [fromCaller('call'), voicemailLink(say)],
      status: 'assigned',
      assignee: 'Tom Baker',
    },
  };
  return { caller: knownCaller('+33639980101', 'Claire', 'Petit'), acts: [[missed], [calledBack], [voicemail]] };
}
