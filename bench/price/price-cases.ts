import type { CallScript } from '../../simulators/aircall/call-script.ts';

/** The writes that Front needs to show what docs/overview.md promises, whatever program makes them. */
export interface RequiredWrites {
  contact?: number;
  entries: number;
  comments?: number;
  /** A change of the conversation: assigned to another agent, reopened. */
  change?: number;
}

export interface PriceCase {
  name: string;
  caller: 'known' | 'new';
  script: Omit<CallScript, 'startedAtSeconds' | 'caller'>;
  /** The webhooks, in this order; a comment's webhook comes once the call is in Front. */
  webhooks: string[];
  required: RequiredWrites;
  /** The aim for requests to Front, if there is one. */
  maxRequests?: number;
}

const anna = 70001;
const ben = 70002;
const line = 50001;
const soon = { availableAfterMs: 0 };

const answered = {
  direction: 'inbound' as const,
  line,
  agent: anna,
  ringSeconds: 5,
  talkSeconds: 60,
  recording: soon,
  comments: [{ by: anna, content: 'Wants a quote by Friday', afterEndMs: 45_000 }],
};
const missed = { direction: 'inbound' as const, line, ringSeconds: 20 };

/** An earlier call, which makes the caller known and assigns the conversation to Anna. */
export const makesKnown: Pick<PriceCase, 'script' | 'webhooks'> = { script: answered, webhooks: ['call.ended'] };

export const priceCases: [PriceCase, ...PriceCase[]] = [
  {
    name: 'new caller, answered, recording, comment',
    caller: 'new',
    script: answered,
    webhooks: ['call.ended', 'call.commented'],
    required: { contact: 1, entries: 3, comments: 1 },
    maxRequests: 8,
  },
  {
    name: 'known caller, answered, recording, comment',
    caller: 'known',
    script: answered,
    webhooks: ['call.ended', 'call.commented'],
    required: { entries: 3, comments: 1 },
    maxRequests: 6,
  },
  {
    name: 'known caller, answered by another agent',
    caller: 'known',
    script: { ...answered, agent: ben },
    webhooks: ['call.ended', 'call.commented'],
    required: { entries: 3, comments: 1, change: 1 },
    maxRequests: 7,
  },
  {
    name: 'known caller, every webhook that comes of it',
    caller: 'known',
    script: answered,
    webhooks: ['call.ended', 'call.comm_assets_generated', 'call.commented'],
    required: { entries: 3, comments: 1 },
  },
  {
    name: 'known caller, ten webhooks instead of one',
    caller: 'known',
    script: answered,
    webhooks: [...Array.from({ length: 10 }, () => 'call.ended'), 'call.commented'],
    required: { entries: 3, comments: 1 },
  },
  {
    name: 'known caller, answered, nothing else',
    caller: 'known',
    script: { ...answered, comments: [] },
    webhooks: ['call.ended'],
    required: { entries: 3 },
  },
  {
    name: 'known caller, missed',
    caller: 'known',
    script: missed,
    webhooks: ['call.ended'],
    required: { entries: 1 },
  },
  {
    name: 'known caller, voicemail',
    caller: 'known',
    script: { ...missed, voicemail: { availableAfterMs: 33_000, inEnded: false } },
    webhooks: ['call.ended', 'call.voicemail_left'],
    required: { entries: 2 },
  },
];

export function writesOf({ contact = 0, entries, comments = 0, change = 0 }: RequiredWrites): number {
  return contact + entries + comments + change;
}
