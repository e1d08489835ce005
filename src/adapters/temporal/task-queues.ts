/** Of the workflows and activities of live calls. Changing it strands what is under way: workers listen by this name. */
export const callTaskQueue = 'callthread';

/**
 * Of calls that are late when they are told of or told while no worker is there, of those that a backfill imports, and of what
 * is written into Front of a call that became late: on a queue of their own, so that live calls do not wait behind them.
 */
export const backfillTaskQueue = 'callthread-backfill';
