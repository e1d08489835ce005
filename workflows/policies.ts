import type { ActivityOptions } from '@temporalio/common';

/**
 * Front and Aircall are unavailable for minutes far more often than for hours: pauses grow to five minutes, and attempts
 * continue for a day. What still fails then is parked, never dropped. A vendor's own `Retry-After` overrides these pauses.
 * An attempt may take many minutes, because each of its requests may wait at a vendor's limit; a request itself has a time-out.
 * It sends a heartbeat every few seconds, so that the attempt of a killed worker is noticed soon.
 */
const patient = {
  startToCloseTimeout: '30m',
  heartbeatTimeout: '10s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
} satisfies ActivityOptions;

export const policies = {
  /** Reads from Aircall. */
  read: patient,
  /** Writes to our own database. */
  ledger: { ...patient, startToCloseTimeout: '30s' },
  /** Writes to Front: each is safe to repeat, by its key or because the activity looks first. */
  write: patient,
  /** Writes while the caller's lock is held: after a few failures in a row the step releases the lock and tries again later. */
  locked: { ...patient, retry: { ...patient.retry, maximumAttempts: 4 } },
  /** Shows a card once, and soon: agents would see a second one too, and do not need a late one. */
  card: { scheduleToCloseTimeout: '10s', retry: { maximumAttempts: 1 } },
} satisfies Record<string, ActivityOptions>;
