import { agents, lines } from '../company.ts';
import type { Say, Story } from '../story.ts';
import { fromAgent, knownCaller, talkAndRecording } from './cast.ts';

/** Aircall's AI notes come after the call, one by one, and become one comment without an author. */
function notesOn(say: Say) {
  const summary = say(
    'Marc has not received his order and asks when it comes. Inès promises to call back.',
    'Marc n’a pas reçu sa commande et demande quand elle arrive. Inès promet de rappeler.',
  );
  const topics = say('Delivery, Call back', 'Livraison, Rappel').split(', ');
  const item = say('Ask the carrier, call Marc back at three', 'Interroger le transporteur, rappeler Marc à 15 h');
  const text = say(
    `AI summary (Aircall)\n\n${summary}\n\nTopics: ${topics.join(', ')}\n\nAction items:\n- ${item}\n\nAircall call: {id}`,
    `Résumé IA (Aircall)\n\n${summary}\n\nSujets : ${topics.join(', ')}\n\nActions à mener :\n- ${item}\n\nAppel Aircall : {id}`,
  );
  const notes = {
    topics: { content: topics, afterEndMs: 40_000 },
    summary: { content: summary, afterEndMs: 42_000 },
    actionItems: { content: [item], afterEndMs: 44_000 },
  };
  return { notes, text };
}

/** Front's own rule tags a comment that says "Test", so it must be a real comment. Who calls back in vain is not assigned. */
export function commentedCall(say: Say): Story {
  const subject = say('Inbound call – Support', 'Appel entrant – Support');
  const ai = notesOn(say);
  const text = say('Test: call him back at three', 'Test : à rappeler à quinze heures');
  const state = { subject, inbox: 'Aircall Phone', status: 'assigned', assignee: 'Inès Martin' } as const;
  return {
    caller: knownCaller('+33639980102', 'Marc', 'Lefèvre'),
    acts: [
      [
        {
          title: say('Marc talks with Inès, who comments', 'Marc parle à Inès, qui commente'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.ines,
            ivr: true,
            hold: true,
            ringSeconds: 8,
            talkSeconds: 95,
            recording: { availableAfterMs: 60_000 },
            comments: [{ by: agents.ines, content: text, afterEndMs: 12_000 }],
            notes: ai.notes,
          },
          expected: {
            ...state,
            heading: subject,
            entries: [
              fromAgent('call', 'Inès Martin', say('Agent: Inès Martin', 'Agent : Inès Martin')),
              ...talkAndRecording(say, 'Inès Martin', '1 min 35 s'),
            ],
            comments: [
              { author: 'Inès Martin', text },
              { author: 'API token', text: ai.text },
            ],
            tags: ['Follow-up'],
          },
        },
      ],
      [
        {
          title: say('Tom calls Marc in vain', 'Tom appelle Marc en vain'),
          script: { direction: 'outbound', line: lines.support.id, agent: agents.tom, ringSeconds: 12 },
          expected: {
            ...state,
            heading: say('Unanswered outbound call – Support', 'Appel sortant sans réponse – Support'),
            entries: [
              fromAgent(
                'call',
                'Tom Baker',
                say('Agent: Tom Baker', 'Agent : Tom Baker'),
                say('Rang for: 12 s', 'A sonné : 12 s'),
              ),
            ],
            tags: ['Follow-up'],
          },
        },
      ],
    ],
  };
}

/** The comment comes when the call's workflow has ended: a new run adds it, and repeats nothing. */
export function lateComment(say: Say): Story {
  const heading = say('Inbound call – Support', 'Appel entrant – Support');
  const text = say('She has paid, all is well.', 'Elle a payé, tout va bien.');
  return {
    caller: knownCaller('+33639980109', 'Emma', 'Roux'),
    acts: [
      [
        {
          title: say('Emma talks with Tom, who comments late', 'Emma parle à Tom, qui commente bien après'),
          script: {
            direction: 'inbound',
            line: lines.support.id,
            agent: agents.tom,
            ringSeconds: 6,
            talkSeconds: 30,
            recording: { availableAfterMs: 20_000 },
            comments: [{ by: agents.tom, content: text, afterEndMs: 150_000 }],
          },
          expected: {
            heading,
            subject: heading,
            entries: [fromAgent('call', 'Tom Baker'), ...talkAndRecording(say, 'Tom Baker', '30 s')],
            inbox: 'Aircall Phone',
            status: 'assigned',
            assignee: 'Tom Baker',
            comments: [{ author: 'Tom Baker', text }],
          },
        },
      ],
    ],
  };
}
