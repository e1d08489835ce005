import { type Call, isAnswered } from './call.ts';

/** In the order in which they decide: an answer before a voicemail, both before the reason of a missed call. */
export const qualifications = [
  'inbound-answered',
  'outbound-answered',
  'outbound-unanswered',
  'voicemail',
  'ivr-abandoned',
  'out-of-hours',
  'missed',
] as const;

/** The kind of a call. */
export type Qualification = (typeof qualifications)[number];

/** The first row that fits decides, so their order is part of the rule. */
const rows: ReadonlyArray<[Qualification, (call: Call) => boolean]> = [
  ['inbound-answered', (call) => call.direction === 'inbound' && isAnswered(call)],
  ['outbound-answered', (call) => call.direction === 'outbound' && isAnswered(call)],
  ['outbound-unanswered', (call) => call.direction === 'outbound'],
  ['voicemail', (call) => call.voicemailLeft],
  ['ivr-abandoned', (call) => call.missedReason === 'abandoned_in_ivr'],
  ['out-of-hours', (call) => call.missedReason === 'out_of_opening_hours'],
];

/** @returns the call's qualification, from the data so far */
export function qualify(call: Call): Qualification {
  return rows.find(([, fits]) => fits(call))?.[0] ?? 'missed';
}

interface Attribution {
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
