import type { ActivityOptions } from '@temporalio/common';

/**
 * Front and Aircall are away for minutes far more often than for hours, so pauses grow to five minutes and the tries
 * go on for a day; what still fails then is parked, never dropped. A vendor's own `Retry-After` goes before these pauses.
 * The time for one attempt is short because a killed worker's attempt is noticed only when it has run out.
 */
const patient = {
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '24h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
} satisfies ActivityOptions;

/** Asking Aircall: a read, and nobody waits for it with the telephone in hand. */
export const readPolicy: ActivityOptions = patient;

/** Writing to Front: every write is safe to repeat (its key, or a look before it, sees to that). */
export const writePolicy: ActivityOptions = patient;

/** Carrying a recording from Aircall to Front: megabytes over a slow line take a minute or two. */
export const mediaPolicy: ActivityOptions = { ...patient, startToCloseTimeout: '4m' };
