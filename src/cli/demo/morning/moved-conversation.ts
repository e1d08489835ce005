import { agents, lines } from '../company.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { knownCaller } from './callers.ts';
import { fromAgent, fromCaller, talkAndRecording } from './entries.ts';

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
          script: { direction: 'inbound', line: lines.support.id, ringSeconds: 10 },
          expected: {
            ...state,
            heading: say('Missed call – Support', 'Appel manqué – Support'),
            entries: [fromCaller('call')],
          },
        },
      ],
    ],
  };
}
