import type { ActivityOptions } from '@temporalio/common';

/**
 * Front and Aircall are away for minutes far more often than for hours, so pauses grow to five minutes and the tries
 * go on for a day; what still fails then is parked, never dropped. A vendor's own `Retry-After` goes before these pauses.
 * An attempt may take minutes, since it may wait at Front's limit. It sends a heartbeat every few seconds, so that the attempt of a
 * killed worker is noticed soon.
 */
const patient = {
  startToCloseTimeout: '5m',
  heartbeatTimeout: '10s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
} satisfies ActivityOptions;

/** Writes to our own database, without hurry. */
export const ledgerPolicy: ActivityOptions = { ...patient, startToCloseTimeout: '30s' };

/** Reads from Aircall, without hurry. */
export const readPolicy: ActivityOptions = patient;

/** Writing to Front: every write is safe to repeat (its key, or a look before it, sees to that). */
export const writePolicy: ActivityOptions = patient;

/** Writing while the caller's lock is held: after a few failures in a row the step releases the lock, and tries again later. */
export const lockedPolicy: ActivityOptions = { ...patient, retry: { ...patient.retry, maximumAttempts: 4 } };
