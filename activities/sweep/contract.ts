import type { CallEvent } from '../../src/domain/call-event.ts';
import type { Period } from '../../src/domain/call-lists.ts';
import type { CallSettings } from '../../src/domain/settings.ts';

/** A page of Aircall's list of calls. */
export interface CallListInput {
  period: Period;
  page: number;
  /** Calls that ended later are skipped: their webhooks may still be on the way. */
  endedBeforeSeconds: number;
  /** Whether only to count them. */
  countOnly?: boolean;
}

/** The state of the calls of a page. */
export interface CallListResult {
  /** The period has more calls than Aircall lists: nothing was done; use shorter periods. */
  cutOff: boolean;
  nextPage: number | null;
  /** Aircall's count for the period. */
  total: number | null;
  seen: number;
  /** Not ended, or ended too recently. */
  notEnded: number;
  /** When the first of those began, UNIX seconds; absent when there are none. */
  openSinceSeconds?: number;
  /** Excluded by configuration. */
  unwanted: number;
  /** In a format that Aircall does not document. */
  unreadable: number;
  /** Temporal knows their workflow. */
  known: number;
}

/** A past call, with everything needed to start its workflow. */
export interface PastCall {
  callId: number;
  settings: CallSettings;
  event: CallEvent;
  summary: string;
  /** Search attributes, by name. */
  attributes: Record<string, string>;
}

export interface WebhookCheck {
  status: 'active' | 'enabled again' | 'not found' | 'not enabled' | 'not checked';
  /** What a person should know or do, as text. */
  notes: string[];
}

/** The activities of the workflows that find calls no webhook reported. */
export interface SweepActivities {
  /** Starts the workflows of the calls of a page that have none; Temporal runs one of each call, so a repeat starts none. */
  startMissingCalls(input: CallListInput): Promise<CallListResult & { startedIds: number[] }>;
  /** Finds the calls of a page that have no workflow. Reads only. */
  listPastCalls(input: CallListInput): Promise<CallListResult & { missing: number; calls: PastCall[] }>;
  /** Checks Aircall's webhook that points here, and enables it, with its own events, if Aircall has disabled it. */
  checkWebhook(): Promise<WebhookCheck>;
}
