import { agents, callBackTag, lines, supportTeam } from '../company.ts';
import type { Say, ScriptedCall, Story } from '../story.ts';
import { fromAgent, fromCaller, knownCaller, talkAndRecording, voicemailLink } from './cast.ts';

/** One conversation: its subject stays while it is open, and its assignee while no agent answers. */
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
      tags: [callBackTag(say)],
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
      closesCallback: true,
    },
  };
  const voicemail: ScriptedCall = {
    title: say('Claire leaves a voicemail', 'Claire laisse un message vocal'),
    script: {
      direction: 'inbound',
      line: lines.support.id,
      // Short, like the other second calls: it began, by its own times, a moment ago, so that its card is not late.
      ringSeconds: 3,
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

/** Inès moves the conversation before the recording is there: that, and the next call, follow it. */
export function movedConversation(say: Say): Story {
  const subject = say('Inbound call – Support', 'Appel entrant – Support');
  const state = { subject, inbox: 'Sales', status: 'assigned', assignee: 'Inès Martin' } as const;
  return {
    caller: knownCaller('+33639980113', 'Sofia', 'Conti'),
    acts: [
      [
        {
          title: say('Sofia talks with Inès, who moves it', 'Sofia parle à Inès, qui déplace'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.ines,
            ringSeconds: 5,
            talkSeconds: 12,
            recording: { availableAfterMs: 100_000 },
          },
          expected: {
            ...state,
            heading: subject,
            entries: [fromAgent('call', 'Inès Martin'), ...talkAndRecording(say, 'Inès Martin', '12 s')],
          },
          meanwhile: { moveTo: 'Sales' },
        },
      ],
      [
        {
          title: say('Sofia calls again: it stays there', 'Sofia rappelle : cela y reste'),
          script: { direction: 'inbound', line: lines.support.id, ringSeconds: 3 },
          expected: {
            ...state,
            heading: say('Missed call – Support', 'Appel manqué – Support'),
            entries: [fromCaller('call')],
            tags: [callBackTag(say)],
          },
        },
      ],
    ],
  };
}

/** The first call after the conversation was archived opens it again, with a subject of its own. */
export function archivedConversation(say: Say): Story {
  const answered = say('Inbound call – Support', 'Appel entrant – Support');
  const missed = say('Missed call – Support', 'Appel manqué – Support');
  const state = { inbox: 'Aircall Phone', status: 'assigned', assignee: 'Tom Baker' } as const;
  return {
    caller: knownCaller('+33639980107', 'Lucas', 'Moreau'),
    acts: [
      [
        {
          title: say('Lucas talks with Tom, who archives', 'Lucas parle à Tom, qui archive'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.tom,
            ringSeconds: 3,
            talkSeconds: 8,
            recording: { availableAfterMs: 20_000 },
          },
          expected: {
            ...state,
            heading: answered,
            subject: answered,
            entries: [fromAgent('call', 'Tom Baker'), ...talkAndRecording(say, 'Tom Baker', '8 s')],
          },
          afterwards: 'archive',
        },
      ],
      [
        {
          title: say('Lucas calls again: it opens again', 'Lucas rappelle : tout se rouvre'),
          script: { direction: 'inbound', line: lines.support.id, ringSeconds: 3 },
          expected: {
            ...state,
            heading: missed,
            subject: missed,
            entries: [fromCaller('call', say('Rang for: 3 s', 'A sonné : 3 s'))],
            tags: [callBackTag(say)],
          },
        },
      ],
    ],
  };
}
