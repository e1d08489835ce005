import { ApplicationFailure } from '@temporalio/common';
import { HttpError, NoResponse, UnexpectedPayload, type Vendor } from '../src/adapters/http/errors.ts';
import { LedgerUnavailable } from '../src/adapters/ledger/errors.ts';

type Kind =
  | 'RateLimited'
  | 'Unavailable'
  | 'OutcomeUnknown'
  | 'Unauthorized'
  | 'Rejected'
  | 'NotFound'
  | 'PayloadUnexpected';

/** The types that operators search for (`CallthreadFailure`): they are public and are never renamed. */
export type FailureType = `${Vendor}${Kind}` | 'ConversationNotVisible' | 'LedgerUnavailable';

interface Row {
  /** Whether a retry can succeed; otherwise the call parks at once. */
  retry: boolean;
  /** What a person does about it, once it is parked. */
  remedy: (vendor: Vendor) => string;
}

const patience = (vendor: Vendor): string =>
  `${vendor} did not answer as it should for a day. See whether ${vendor} has an outage and whether this machine reaches it, then send the signal retry.`;

const table: Record<Kind, Row> = {
  RateLimited: {
    retry: true,
    remedy: (vendor) =>
      `${vendor}'s rate limit was used up for a day. Lower front.requestsPerMinute or stop what else uses the account's limit, then send the signal retry.`,
  },
  Unavailable: { retry: true, remedy: patience },
  OutcomeUnknown: { retry: true, remedy: patience },
  Unauthorized: {
    retry: false,
    remedy: (vendor) =>
      vendor === 'Front'
        ? 'Front refuses the API token, or the token lacks a scope or a workspace. Put a right one in FRONT_API_TOKEN, restart Callthread, then send the signal retry.'
        : 'Aircall refuses the API key. Put right ones in AIRCALL_API_ID and AIRCALL_API_TOKEN, restart Callthread, then send the signal retry.',
  },
  Rejected: {
    retry: false,
    remedy: (vendor) =>
      `${vendor} refuses what it was sent, for the reason above. Mend the configuration it names and restart, then send the signal retry; if it is none of yours, report it with this call's history.`,
  },
  NotFound: {
    retry: false,
    remedy: (vendor) =>
      vendor === 'Front'
        ? 'Front has no such thing, or the token does not see it. Create or share it, or send the signal retry with {"inbox": "another inbox"}.'
        : 'Aircall has no such thing, or the API key does not see it. Send the signal skip to end the call, or retry once it is there.',
  },
  PayloadUnexpected: {
    retry: false,
    remedy: (vendor) =>
      `${vendor} answered in a form that Callthread does not know. Look for a newer version of Callthread, then send the signal retry.`,
  },
};

interface Fault {
  vendor: Vendor;
  kind: Kind;
  message: string;
  retryAfterMs?: number | null;
  attempt?: number;
}

/** What a vendor has begun may show a moment later; the first looks for it wait for that, later ones wait longer anyway. */
const settlingMs = 10_000;
const earlyAttempts = 3;

/** @returns a failure for Temporal: its type, whether to retry, and the remedy as its first detail. */
function fail({ vendor, kind, message, retryAfterMs, attempt = 1 }: Fault): ApplicationFailure {
  const { retry, remedy } = table[kind];
  const settles = kind === 'OutcomeUnknown' && attempt <= earlyAttempts;
  const pauseMs = settles ? Math.max(retryAfterMs ?? 0, settlingMs) : retryAfterMs;
  return ApplicationFailure.create({
    type: `${vendor}${kind}` satisfies FailureType,
    message,
    nonRetryable: !retry,
    details: [{ remedy: remedy(vendor) }],
    ...(pauseMs ? { nextRetryDelay: pauseMs } : {}),
  });
}

/** @returns an ApplicationFailure by the table; the error itself when it is not a vendor's */
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
  if (error instanceof LedgerUnavailable) return ledgerUnavailable(error);
  return error;
}

function kindOf({ status, write, stale }: HttpError): Kind {
  // A redirect is a proxy's: Front redirects merged conversations only.
  if (stale || status < 400) return 'Unavailable';
  if (status === 429) return 'RateLimited';
  if (status >= 500) return write ? 'OutcomeUnknown' : 'Unavailable';
  if (status === 401 || status === 403) return 'Unauthorized';
  if (status === 404 || status === 410) return 'NotFound';
  return status === 408 || status === 425 ? 'Unavailable' : 'Rejected';
}

function ledgerUnavailable({ message }: LedgerUnavailable): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'LedgerUnavailable' satisfies FailureType,
    message,
    details: [
      {
        remedy:
          'The database of calls did not answer, so this call is not in the reports as it stands. See that the PostgreSQL of DATABASE_URL runs and has room.',
      },
    ],
  });
}

/** Front may have added the comment, or may be about to: it is looked for again before it is written again. */
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

/** Front accepted the message and has not made it yet. @param parks after half an hour of importing it again */
export function conversationNotVisible({ parks }: { parks: boolean }): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'ConversationNotVisible' satisfies FailureType,
    message: 'Front accepted the first message of the conversation but does not show it',
    nonRetryable: parks,
    details: [
      {
        remedy:
          'Front accepted the message several times within half an hour and never showed it. Check whether Front has an outage, then send the signal retry: the message is imported again.',
      },
    ],
    // Each look costs requests, and Front needs minutes when it does not need moments.
    nextRetryDelay: '30 s',
  });
}
