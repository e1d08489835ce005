import { CancellationScope, log, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/contract.ts';
import type { LedgerState } from '../../src/domain/ledger-call.ts';
import { toLedgerCall } from '../../src/domain/ledger-call.ts';
import type { CallOutcome, CallWorkflowInput } from '../messages.ts';
import { policies } from '../policies.ts';
import type { CallEvents } from './events.ts';
import { allCaughtUp, type Follower } from './follow.ts';
import type { Progress } from './progress.ts';

const { recordCall } = proxyActivities<Activities>(policies.ledger);

export interface LedgerKeeper {
  /**
   * Resolves at a moment when everything is written and the followers have nothing to do. Until then they keep running,
   * so an event that arrives while the database is unavailable is not lost.
   */
  settled(followers: readonly Follower[]): Promise<void>;
  /** Writes at once: other calls of the caller depend on the change. */
  changed(): void;
  /** Resolves once every row is written or has failed for good. */
  written(): Promise<void>;
}

/**
 * Writes the call's row for reports and pages whenever it changes: in parallel to the main flow, so that an unavailable
 * database blocks nothing in Front.
 */
export function keepLedger(
  { settings, previous }: CallWorkflowInput,
  { events, outcome, progress }: { events: CallEvents; outcome: CallOutcome; progress: Progress },
): LedgerKeeper {
  let queue = Promise.resolve();
  let pending = 0;
  /** A run that comes after one that Temporal has forgotten does not know which tags the call has set. */
  let knowsTags = previous !== undefined;
  let last = previous?.thread ? JSON.stringify([previous.entries, previous.tags]) : '';

  function note(settled = false): void {
    const { state, parked, qualification } = progress.now();
    if (state === 'waiting' || state === 'logging' || !events.any()) return;
    const { thread, entries, loggedAtSeconds = null } = outcome;
    knowsTags ||= outcome.tags.length > 0;
    const status = {
      state: thread === null ? stateOf[state] : 'logged',
      reason: parked[0] ? `${parked[0].failure}: ${parked[0].message}` : progress.reason(),
      qualification,
      conversationId: thread?.conversationId ?? null,
      loggedAtSeconds,
      entries,
      tags: knowsTags ? [...outcome.tags] : null,
      closed: settled || state === 'done' || state === 'skipped',
    } as const;
    const call = toLedgerCall(events.call(), status, settings);
    // A later run of a logged call changes the row only if it added an entry or changed a tag.
    const now = JSON.stringify(previous?.thread ? [entries, outcome.tags] : call);
    if (now === last) return;
    last = now;
    const revision = Date.now();
    pending += 1;
    queue = queue.then(() => write({ call, revision }));
  }

  async function write(input: Parameters<Activities['recordCall']>[0]): Promise<void> {
    try {
      await CancellationScope.nonCancellable(() => recordCall(input));
    } catch (error) {
      log.warn('the call could not be written to the ledger: reports lack it', { error: String(error) });
    } finally {
      pending -= 1;
    }
  }

  progress.onChange(() => note());
  const writer: Follower = { caughtUp: () => pending === 0 };
  return {
    async settled(followers) {
      do {
        await allCaughtUp([...followers, writer]);
        note(true);
      } while (pending > 0);
    },
    changed: () => note(),
    written: () => queue,
  };
}

const stateOf = { media: 'logged', done: 'logged', parked: 'parked', skipped: 'skipped' } as const satisfies Record<
  string,
  LedgerState
>;
