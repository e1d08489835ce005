import type { WebhookDelivery } from './webhooks/webhook-delivery.ts';

/** What `GET /v1/users/:id/availability` may answer. */
export const availabilities = ['available', 'offline', 'do_not_disturb', 'in_call', 'after_call_work'] as const;
type Availability = (typeof availabilities)[number];

export interface AircallUser {
  id: number;
  name: string;
  email: string;
  availability: Availability;
  language: string;
  timeZone: string;
  wrapUpTimeSeconds: number;
  /** Lines on which this user may call. */
  numberIds: number[];
}

export interface AircallNumber {
  id: number;
  name: string;
  /** With spaces, as Aircall shows it. */
  digits: string;
  e164Digits: string;
  country: string;
  timeZone: string;
  availabilityStatus: 'open' | 'custom' | 'closed';
  isIvr: boolean;
}

export interface AircallTeam {
  id: number;
  name: string;
  userIds: number[];
}

export interface AircallContact {
  id: number;
  firstName: string;
  lastName: string;
  company: string | null;
  phoneNumber: string;
}

export interface AircallTag {
  id: number;
  name: string;
}

export interface CallMedia {
  ready: boolean;
  sizeBytes: number;
  /** Whether it is sent without its size. */
  chunked: boolean;
}

export interface AircallCall {
  id: number;
  uuid: string;
  direction: 'inbound' | 'outbound';
  status: 'initial' | 'answered' | 'done';
  missedReason: string | null;
  startedAtSeconds: number;
  answeredAtSeconds: number | null;
  endedAtSeconds: number | null;
  /** Time of the last thing that happened in the script: what a body's `timestamp` says. */
  clockSeconds: number;
  caller: string;
  /** As bodies have it, which may be another writing, or none. */
  rawDigits: string | null;
  numberId: number;
  /** The agent who talks now, or talked last; null if none has. */
  agentId: number | null;
  /** Whom it rings; only `call.ringing_on_agent` and `call.agent_declined` show it. */
  ringingAgentId: number | null;
  /** Everyone who talked, in order. */
  speakerIds: number[];
  contact: number | 'empty-object' | null | 'absent';
  teamIds: number[];
  transferredById: number | null;
  transferredToId: number | null;
  externalTransferredTo: string | null;
  ivrOptions: Record<string, string>[];
  recording: CallMedia;
  voicemail: CallMedia;
  archived: boolean;
  comments: { id: number; content: string; postedById: number | null; postedAtSeconds: number }[];
  tags: { id: number; taggedById: number | null; taggedAtSeconds: number }[];
}

/** What AI Assist made of a call; absent: nothing yet, or nothing at all. */
export interface AircallNotes {
  summary?: string;
  topics?: string[];
  /** Strings, or objects with `content` or `text`: Aircall documents no shape. */
  actionItems?: unknown[];
  sentiment?: Array<{ party: 'internal' | 'external'; value: string }>;
  transcript?: Array<{
    startSeconds: number;
    party: 'internal' | 'external' | 'ai_voice_agent';
    text: string;
    userId?: number;
  }>;
}

export interface AircallWebhook {
  id: string;
  url: string;
  token: string;
  customName: string | null;
  active: boolean;
  events: string[];
  createdAt: string;
  consecutiveFailures: number;
  /** Switched off by Aircall, not by a person: a delivery that succeeds switches it on again. */
  disabledByFailures: boolean;
}

/** A request for click-to-dial: `dial` fills the agent's Workspace, `call` starts the call. */
export interface Dial {
  kind: 'dial' | 'call';
  userId: number;
  to: string;
  numberId: number | null;
  atMs: number;
}

/** A card in the window of the agents whose phone rings. */
export interface InsightCard {
  callId: number;
  contents: { type: 'title' | 'shortText'; label?: string; text: string; link?: string | undefined }[];
  atMs: number;
}

/** All that the simulator knows. Plain data; tests may read it and change it. */
export interface AircallState {
  /** `hasAiAssist` false: requests for notes are refused (403). */
  company: { name: string; hasAiAssist: boolean };
  users: Map<number, AircallUser>;
  numbers: Map<number, AircallNumber>;
  teams: Map<number, AircallTeam>;
  contacts: Map<number, AircallContact>;
  tags: Map<number, AircallTag>;
  calls: Map<number, AircallCall>;
  /** By the id of the call, which need not be in `calls`. */
  notes: Map<number, AircallNotes>;
  webhooks: Map<string, AircallWebhook>;
  dials: Dial[];
  insightCards: InsightCard[];
  /** Everything sent to webhooks, or kept from a disabled one. */
  deliveries: WebhookDelivery[];
  nextIds: { call: number; comment: number; tag: number; contact: number };
}
