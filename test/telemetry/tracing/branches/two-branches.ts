import { proxyActivities, sleep } from '@temporalio/workflow';

type Act = () => Promise<void>;
const { first, afterActivity, afterTimer } = proxyActivities<{ first: Act; afterActivity: Act; afterTimer: Act }>({
  startToCloseTimeout: '1m',
});

/** One branch waits for an activity, the other for a timer; then each does another activity. */
export async function twoBranches(): Promise<void> {
  await Promise.all([first().then(afterActivity), sleep(1_000).then(afterTimer)]);
}
