/** The one task queue of workflows and activities. Changing it strands what is under way: workers listen by this name. */
export const callTaskQueue = 'callthread';

/**
 * Calls of long ago that a backfill imports, and what of a late call is written into Front: on a queue of their own, so that
 * live calls do not wait behind them.
 */
export const backfillTaskQueue = 'callthread-backfill';
