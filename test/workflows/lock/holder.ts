import { CancellationScope, condition, defineSignal, setHandler } from '@temporalio/workflow';
import type { RecentWrites } from '../../../src/domain/recent-writes.ts';
import type { CallRun } from '../../../workflows/call/run.ts';
import { oneWriterPerCaller } from '../../../workflows/caller-lock.ts';
import { aCall } from '../../fixtures/a-call.ts';

export { callerLock } from '../../../workflows/caller-lock.ts';

export const letGo = defineSignal('letGo');

interface Holder {
  callId: number;
  /** Whether it is cancelled at the moment in which it lets go. */
  cancels?: boolean;
  /** How long the lock remembers afterwards. */
  rememberedMs?: number;
}

/**
 * A call that does nothing with its caller's lock: holds it until `letGo`, and says that it has written.
 * @returns what calls before had written
 */
export async function holder({ callId, cancels, rememberedMs = 500 }: Holder): Promise<RecentWrites | null> {
  let done = false;
  setHandler(letGo, () => void (done = true));
  const closing: Array<Promise<void>> = [];
  const run = {
    settings: { voicemail: { delayMs: rememberedMs } },
    progress: { awaiting: (_what: string, wait: Promise<unknown>) => wait },
    closing,
  } as unknown as CallRun;
  const before = await oneWriterPerCaller(run, aCall({ id: callId }), async (_step, lock) => {
    const recent = lock?.recent() ?? null;
    await condition(() => done);
    lock?.wrote({ assigned: true, subject: null });
    if (cancels) {
      await CancellationScope.cancellable(async () => {
        CancellationScope.current().cancel();
        await lock?.release();
      });
    }
    return recent;
  });
  await Promise.all(closing);
  return before;
}
