import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import { cardWorkflowType } from '../../../../workflows/messages.ts';
import type { Call } from '../../../domain/call.ts';
import { answeredEvent } from '../../../domain/call-event.ts';
import { type CardOutcome, endsRinging, refuseCard } from '../../../domain/card/card.ts';
import { cardWorkflowId } from '../../../domain/ids.ts';
import type { Preferences } from '../../../domain/settings.ts';
import { withTimeout } from '../connection/requests.ts';
import type { PastCalls } from './start-call.ts';

/** Starts the workflows that show cards. `ring` and `heard` neither throw nor wait for Temporal: a card is worth no retry and no delay. */
export interface CardStarter {
  /** A call rings. @param read its data; what it throws costs the card alone */
  ring(read: () => Call): void;
  /** Another event of a call. If it was answered, its card ends, whichever ingress started it. */
  heard(event: string, callId: number): void;
  /** Resolves within some seconds, once no request is under way: a connection must not be closed before. */
  settled(): Promise<void>;
}

interface CardStarterOptions {
  client: Client;
  taskQueue: string;
  preferences: Preferences;
  /** Called for each card that is not started. */
  onCard: (outcome: CardOutcome) => void;
  /** For one request to Temporal. */
  deadlineMs?: number;
  /** From the call's ring on. A run that no worker takes up closes by itself. */
  lifetimeMs?: number;
}

/** With more under way Temporal is slow, and calls that have to be logged need it. */
const maxPending = 20;
/** Calls that were answered or have ended, as far as this process heard: a few minutes of a busy company. */
const maxRemembered = 1_000;

export function createCardStarter(options: CardStarterOptions): CardStarter {
  const { client, taskQueue, preferences, onCard, deadlineMs = 2_000, lifetimeMs = 10_000 } = options;
  const pending = new Set<Promise<unknown>>();
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
    if (pending.size >= maxPending) return 'temporal';
    return await track(start(call));
  }

  async function track<Result>(request: Promise<Result>): Promise<Result> {
    pending.add(request);
    return await request.finally(() => pending.delete(request));
  }

  async function end(callId: number): Promise<void> {
    try {
      const card = client.workflow.getHandle(cardWorkflowId(callId));
      await withTimeout(client, deadlineMs, () => card.terminate('the call was answered'));
    } catch {
      // There is none, it was shown already, or Temporal is away.
    }
  }

  return {
    ring(read) {
      void (async () => {
        const outcome = await offer(read);
        if (outcome !== null) onCard(outcome);
      })();
    },
    async settled() {
      await Promise.all(pending);
    },
    heard(event, callId) {
      if (!endsRinging(event)) return;
      over.add(callId);
      const [oldest] = over;
      if (over.size > maxRemembered && oldest !== undefined) over.delete(oldest);
      // The other events come with the call's own workflow, which the card looks for.
      if (event === answeredEvent && pending.size < maxPending) void track(end(callId));
    },
  };
}

/** Whether the call of a card no longer rings: it has a workflow of its own, or its card was ended. */
export async function isCardOver(client: Client, past: Pick<PastCalls, 'isKnown'>, callId: number): Promise<boolean> {
  const card = client.workflow.getHandle(cardWorkflowId(callId)).describe();
  const [known, { status }] = await Promise.all([past.isKnown(callId), card]);
  return known || status.name !== 'RUNNING';
}
