import { proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import { aircallEvent } from '../../workflows/messages.ts';

export interface BareInput {
  activities: number;
  timers: number;
  /** When the timers end, UNIX milliseconds. */
  untilMs: number;
}

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '1m' });

/** As many activities and timers as a call has, and nothing else. Like a call, it skips waits that are over. */
export async function bareWorkflow({ activities, timers, untilMs }: BareInput): Promise<void> {
  setHandler(aircallEvent, () => {});
  for (let done = 0; done < activities; done += 1) await nothing();
  for (let done = 0; done < timers && untilMs > Date.now(); done += 1) await sleep(untilMs - Date.now());
}
