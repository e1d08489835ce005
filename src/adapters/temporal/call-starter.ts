import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { aircallEvent, type CallWorkflowInput, callWorkflowType } from '../../../workflows/messages.ts';
import type { Line } from '../../domain/call.ts';
import { type CallEvent, isLate } from '../../domain/call-event.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { saysSomethingNew } from '../../domain/news.ts';
import type { CallSettings } from '../../domain/settings.ts';
import { fewAtOnce } from './few-at-once.ts';
import { firstRun } from './first-run.ts';
import { readClosedRun } from './read-closed-run.ts';
import { rememberTold } from './told-events.ts';
import { withTimeout } from './with-timeout.ts';

/** Enough for hundreds of webhooks a second, and few enough that a Temporal that stores 16 a second meets their deadlines. */
const maxAtOnce = 40;

/** Hands what Aircall said of a call to the call's workflow. */
export interface CallStarter {
  /**
   * Starts the workflow of the call, or signals the one that is running, in one step of Temporal's. When the call's run
   * has closed before, another is started only if the event says something that is not in Front yet. What Temporal has
   * stored of the call already is not told again.
   * @returns once Temporal has stored the event; `ignored` when there was nothing to store
   * @throws {TemporalBusy} when too much else waits for Temporal, and whatever the client throws when Temporal has not
   * said so within the deadline; telling it again is safe
   */
  tell(event: CallEvent): Promise<'accepted' | 'ignored'>;
  /**
   * Starts the workflow of a call that Aircall lists, unless it runs or has come to its end. One that was ended from
   * outside (terminated, say) is started again: what it had written is looked up before it is written.
   * @returns whether it was started; false when Temporal knows the call
   */
  startMissing(event: CallEvent): Promise<boolean>;
}

export interface CallStarterOptions {
  client: Client;
  taskQueue: string;
  /** Where a call that is late goes, so that live calls go first; without one, no call is late. */
  lateQueue?: string;
  /** Whether nobody takes calls up now: what is told meanwhile will be late, and must not stand before what comes after. */
  nobodyWorks?: () => Promise<boolean>;
  settingsFor: (line: Line) => CallSettings;
  /**
   * How long Temporal gets to store one event: when it is away, Aircall has its 503 within 3 s. A pause between two
   * attempts may outlast it: see `connectTemporal`, which keeps those short.
   */
  deadlineMs?: number;
  /** For one `tell` altogether, with its wait: Aircall gives up after 5 s. */
  budgetMs?: number;
}

export function createCallStarter(options: CallStarterOptions): CallStarter {
  const { client, taskQueue, lateQueue, settingsFor, deadlineMs = 2500, budgetMs = 3800 } = options;
  const { nobodyWorks = () => Promise.resolve(false) } = options;
  const queueFor = async ({ call }: CallEvent): Promise<string> =>
    lateQueue !== undefined && (isLate(call, Date.now()) || (await nobodyWorks())) ? lateQueue : taskQueue;
  const common = (event: CallEvent) => ({
    callId: event.call.id,
    settings: settingsFor(event.call.line),
    ...(lateQueue === undefined ? {} : { lateQueue }),
  });
  const told = rememberTold();
  const inTurn = fewAtOnce({ maxAtOnce, budgetMs, attemptMs: deadlineMs });
  const isKnown = (event: CallEvent): boolean => told.isKnown(event, settingsFor(event.call.line));
  return {
    async tell(event) {
      if (isKnown(event)) return 'ignored';
      return await inTurn(async (leftMs) => {
        // A repeat may have been stored meanwhile.
        if (isKnown(event)) return 'ignored';
        const outcome = await withTimeout(client, leftMs, () => store(event));
        told.remember(event);
        return outcome;
      });
    },
    async startMissing(event) {
      const input = { ...common(event), event, again: true };
      return await unlessThere(async () =>
        client.workflow.start(callWorkflowType, {
          ...firstRun(event, input),
          taskQueue: await queueFor(event),
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        }),
      );
    },
  };

  async function store(event: CallEvent): Promise<'accepted' | 'ignored'> {
    const input = common(event);
    if (await signal(event, input, WorkflowIdReusePolicy.REJECT_DUPLICATE)) return 'accepted';
    const closed = await readClosedRun(client, callWorkflowId(input.callId));
    if (closed === 'running') return await store(event);
    if (closed.outcome !== null && !saysSomethingNew(event, closed.outcome, input.settings)) return 'ignored';
    const earlier = closed.outcome === null ? { again: true } : { previous: closed.outcome };
    await signal(event, { ...input, ...earlier }, WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    return 'accepted';
  }

  /** @returns false when the policy forbids another run, and none is running */
  async function signal(event: CallEvent, input: CallWorkflowInput, policy: WorkflowIdReusePolicy): Promise<boolean> {
    return await unlessThere(async () =>
      client.workflow.signalWithStart(callWorkflowType, {
        ...firstRun(event, input),
        taskQueue: await queueFor(event),
        signal: aircallEvent,
        signalArgs: [event],
        workflowIdReusePolicy: policy,
      }),
    );
  }
}

async function unlessThere(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
