import { ApplicationFailure, type Duration } from '@temporalio/common';
import { HttpError, NoResponse, UnexpectedPayload, type Vendor } from '../src/adapters/http/errors.ts';
import { LedgerRefused, LedgerUnavailable } from '../src/adapters/ledger/errors.ts';
import { CallbackRefused } from '../src/adapters/temporal/calls/callbacks.ts';

type Kind =
  | 'RateLimited'
  | 'Unavailable'
  | 'OutcomeUnknown'
  | 'Unauthorized'
  | 'Rejected'
  | 'NotFound'
  | 'PayloadUnexpected';

/** The types that operators search for (`CallthreadFailure`): they are public and are never renamed. */
export type FailureType =
  | `${Vendor}${Kind}`
  | 'ConversationNotVisible'
  | 'CallbackRefused'
  | 'LedgerUnavailable'
  | 'LedgerRefused';

interface Row {
  /** Whether a retry can succeed; otherwise the call parks at once. */
  retry: boolean;
  /** What a person does once it is parked. */
  remedy: (vendor: Vendor) => string;
}

const patience = (vendor: Vendor): string =>
  `${vendor} did not respond properly for a day. Check whether ${vendor} has an outage and whether this machine reaches it, then send the signal retry.`;

const table: Record<Kind, Row> = {
  RateLimited: {
    retry: true,
    remedy: (vendor) =>
      `${vendor}'s rate limit was used up for a day. Lower front.requestsPerMinute, or stop other programs that use the account's limit, then send the signal retry.`,
  },
  Unavailable: { retry: true, remedy: patience },
  OutcomeUnknown: { retry: true, remedy: patience },
  Unauthorized: {
    retry: false,
    remedy: (vendor) =>
      vendor === 'Front'
        ? 'Front refuses the API token, or the token lacks a scope or a workspace. Set a valid one in FRONT_API_TOKEN, restart Callthread, then send the signal retry.'
        : 'Aircall refuses the API key. Set a valid one in AIRCALL_API_ID and AIRCALL_API_TOKEN, restart Callthread, then send the signal retry.',
  },
  Rejected: {
    retry: false,
    remedy: (vendor) =>
      `${vendor} refused the request for the reason above. Fix the configuration that it names and restart, then send the signal retry. If it is not your configuration, report it with this call's history.`,
  },
  NotFound: {
    retry: false,
    remedy: (vendor) =>
      vendor === 'Front'
        ? 'Front does not have it, or the token does not see it. Create or share it, or send the signal retry with {"inbox": "another inbox"}.'
        : 'Aircall does not have it, or the API key does not see it. Send the signal skip to end the call, or retry once it exists.',
  },
  PayloadUnexpected: {
    retry: false,
    remedy: (vendor) =>
      `${vendor} answered in a format that Callthread does not know. Look for a newer version of Callthread, then send the signal retry.`,
  },
};

interface Fault {
  vendor: Vendor;
  kind: Kind;
  message: string;
  retryAfterMs?: number | null;
  attempt?: number;
}

/**
 * Something just created at a vendor may appear a moment later: the first retries are quick, later ones wait anyway.
 */
const settlingMs = 10_000;
const earlyAttempts = 3;

/** @returns a failure for Temporal: its type, whether to retry, and the remedy as its first detail. */
function fail({ vendor, kind, message, retryAfterMs, attempt = 1 }: Fault): ApplicationFailure {
  const { retry, remedy } = table[kind];
  const settles = kind === 'OutcomeUnknown' && attempt <= earlyAttempts;
  const pauseMs = settles ? Math.max(retryAfterMs ?? 0, settlingMs) : retryAfterMs;
  const more = { nonRetryable: !retry, ...(pauseMs ? { nextRetryDelay: pauseMs } : {}) };
  return failure(`${vendor}${kind}`, message, remedy(vendor), more);
}

function failure(
  type: FailureType,
  message: string,
  remedy: string,
  more: { nonRetryable?: boolean; nextRetryDelay?: Duration } = {},
): ApplicationFailure {
  return ApplicationFailure.create({ type, message, details: [{ remedy }], ...more });
}

/** @returns an ApplicationFailure from the table; the error itself if it is not a vendor's */
export function toFailure(error: unknown, attempt = 1): unknown {
  if (error instanceof NoResponse) {
    const { vendor, message } = error;
    return fail({ vendor, message, attempt, kind: error.write && error.sent ? 'OutcomeUnknown' : 'Unavailable' });
  }
  if (error instanceof HttpError) {
    const { vendor, message, retryAfterMs } = error;
    return fail({ vendor, message, retryAfterMs, attempt, kind: kindOf(error) });
  }
  if (error instanceof UnexpectedPayload) {
    return fail({ vendor: error.vendor, message: error.message, kind: 'PayloadUnexpected' });
  }
  if (error instanceof LedgerUnavailable) {
    return failure(
      'LedgerUnavailable',
      error.message,
      'The call database did not respond, so reports do not show the current state of this call. Check that the PostgreSQL of DATABASE_URL runs and has room.',
    );
  }
  if (error instanceof LedgerRefused) {
    // Retried: a person may be migrating the database.
    return failure(
      'LedgerRefused',
      error.message,
      'The call database refuses the row, so reports do not show the current state. Check that no other program changed the tables; otherwise report the message with this workflow’s history.',
    );
  }
  if (error instanceof CallbackRefused) {
    return failure(
      'CallbackRefused',
      `Temporal refuses to open the callback: ${error.message}`,
      'Most likely the namespace lacks the search attribute CallthreadCallback: create it with the type Keyword, then send the signal retry.',
      { nonRetryable: true },
    );
  }
  return error;
}

function kindOf({ status, write, stale }: HttpError): Kind {
  // A redirect comes from a proxy: Front redirects only merged conversations.
  if (stale || status < 400) return 'Unavailable';
  if (status === 429) return 'RateLimited';
  if (status >= 500) return write ? 'OutcomeUnknown' : 'Unavailable';
  if (status === 401 || status === 403) return 'Unauthorized';
  if (status === 404 || status === 410) return 'NotFound';
  return status === 408 || status === 425 ? 'Unavailable' : 'Rejected';
}

/** Front may have added the comment, or may be about to: look for it before writing it again. */
export function commentInDoubt(pauseMs: number): ApplicationFailure {
  return fail({
    vendor: 'Front',
    kind: 'OutcomeUnknown',
    message: 'Front does not show the comment yet that it may have added',
    retryAfterMs: pauseMs,
    attempt: Number.POSITIVE_INFINITY,
  });
}

/** Front has no such inbox. @param inbox as the configuration or the person wrote it */
export function inboxNotFound(inbox: string): ApplicationFailure {
  return fail({
    vendor: 'Front',
    kind: 'NotFound',
    message: `Front has no inbox "${inbox}" that the API token can see`,
  });
}

/**
 * Front accepted the message and has not created it yet.
 * @param parks after half an hour of importing it again
 */
export function conversationNotVisible({ parks }: { parks: boolean }): ApplicationFailure {
  return failure(
    'ConversationNotVisible',
    'Front accepted the first message of the conversation but does not show it',
    'Front accepted the message several times within half an hour and never showed it. Check whether Front has an outage, then send the signal retry: the message is imported again.',
    // Each look costs requests, and if Front does not need moments it needs minutes.
    { nonRetryable: parks, nextRetryDelay: '30 s' },
  );
}
