/** The one task queue of workflows and activities. Changing it strands what is under way: workers listen by this name. */
export const callTaskQueue = 'callthread';
