import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { cardWorkflowType } from '../../../../workflows/messages.ts';
import type { Call } from '../../../domain/call.ts';
import { type CardOutcome, endsRinging, refuseCard } from '../../../domain/card/card.ts';
import { cardWorkflowId } from '../../../domain/ids.ts';
import type { Preferences } from '../../../domain/settings.ts';
import { withTimeout } from '../connection/requests.ts';

/** Starts the workflows that show cards. `ring` and `heard` neither throw nor wait for Temporal: a card is worth no retry and no delay. */
export interface CardStarter {
  /** A call rings. @param read its data; what it throws costs the card alone */
  ring(read: () => Call): void;
  /** Another event of a call: a card that is asked for afterwards may be too late. */
  heard(event: string, callId: number): void;
  /** Resolves within some seconds, once no start is under way: a connection must not be closed before. */
  settled(): Promise<void>;
}

interface CardStarterOptions {
  client: Client;
  taskQueue: string;
  preferences: Preferences;
  /** Called for each card that is not started. */
  onCard: (outcome: CardOutcome) => void;
}

/** With more under way Temporal is slow, and calls that have to be logged need it. */
const maxStarting = 20;
const deadlineMs = 2_000;
/** From the call's ring on. A run that no worker takes up closes by itself. */
const lifetimeMs = 10_000;
/** Calls that were answered or have ended, as far as this process heard: a few minutes of a busy company. */
const maxRemembered = 1_000;

export function createCardStarter({ client, taskQueue, preferences, onCard }: CardStarterOptions): CardStarter {
  const starting = new Set<Promise<CardOutcome | null>>();
  const over = new Set<number>();

  async function start({ id: callId, caller, startedAtSeconds }: Call): Promise<CardOutcome | null> {
    try {
      await withTimeout(client, deadlineMs, () =>
        client.workflow.start(cardWorkflowType, {
          workflowId: cardWorkflowId(callId),
          args: [{ callId, caller, startedAtSeconds }],
          taskQueue,
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
          workflowExecutionTimeout: lifetimeMs,
        }),
      );
      return null;
    } catch (error) {
      return error instanceof WorkflowExecutionAlreadyStartedError ? 'repeated' : 'temporal';
    }
  }

  async function offer(read: () => Call): Promise<CardOutcome | null> {
    let call: Call;
    try {
      call = read();
    } catch {
      return 'unreadable';
    }
    if (over.has(call.id)) return 'over';
    const refused = refuseCard(call, preferences, Date.now());
    if (refused !== null) return refused;
    if (starting.size >= maxStarting) return 'temporal';
    const started = start(call);
    starting.add(started);
    return await started.finally(() => starting.delete(started));
  }

  return {
    ring(read) {
      void (async () => {
        const outcome = await offer(read);
        if (outcome !== null) onCard(outcome);
      })();
    },
    async settled() {
      await Promise.all(starting);
    },
    heard(event, callId) {
      if (!endsRinging(event)) return;
      over.add(callId);
      const [oldest] = over;
      if (over.size > maxRemembered && oldest !== undefined) over.delete(oldest);
    },
  };
}
