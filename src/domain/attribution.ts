import type { Qualification } from './qualification.ts';

export interface Attribution {
  /** Whose entries these are: the agent's (message out) or the caller's (message in). */
  author: 'agent' | 'caller';
  /** Whether the conversation is assigned to the agent; else its assignee stays as it is. */
  assign: boolean;
}

const table: Record<Qualification, Attribution> = {
  'inbound-answered': { author: 'agent', assign: true },
  'outbound-answered': { author: 'agent', assign: true },
  'outbound-unanswered': { author: 'agent', assign: false },
  voicemail: { author: 'caller', assign: false },
  'ivr-abandoned': { author: 'caller', assign: false },
  'out-of-hours': { author: 'caller', assign: false },
  missed: { author: 'caller', assign: false },
};

export function attributionOf(qualification: Qualification): Attribution {
  return table[qualification];
}
