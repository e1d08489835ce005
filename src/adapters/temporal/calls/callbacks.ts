import { type Client, WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  type CallbackInput,
  type CallbackOutcome,
  callbackState,
  callbackWorkflowType,
  contactSeen,
  missed,
  type SearchAttributeName,
  skip,
} from '../../../../workflows/messages.ts';
import type { Contact, Miss } from '../../../domain/callbacks/debt.ts';
import type { OpenCallback } from '../../../domain/card/card.ts';
import { callbackId } from '../../../domain/ids.ts';
import { maskNumber } from '../../../domain/phone-number.ts';
import { grpcCode, grpcCodes, grpcDetails } from '../connection/errors.ts';
import { withTimeout } from '../connection/requests.ts';
import { readClosedResult } from './call-state.ts';

/** Temporal refuses to open a callback as it was asked to: another attempt would be refused too. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
}

/**
 * The callbacks of callers, each known by the digest in the link on the caller's conversation. All throw errors of the
 * client when Temporal does not answer in time.
 */
export interface Callbacks {
  /**
   * Opens a callback, or adds a missed call to the one that is open (signal-with-start).
   * @param mayBeClosed whether the call may have opened one before, which has closed since
   * @throws CallbackRefused
   */
  open(digest: string, input: CallbackInput, miss: Miss, mayBeClosed: boolean): Promise<void>;
  /** Reports a contact to the callback that is open. Without one it costs no billed action. @returns whether there is one */
  report(digest: string, contact: Contact): Promise<boolean>;
  /** @returns the callback of a caller, which a worker is asked for; null when none is open */
  read(digest: string): Promise<OpenCallback | null>;
}

/** Closes a callback on behalf of a person. @returns false when it is not open @throws when Temporal does not answer in time */
export async function skipCallback(client: Client, workflowId: string): Promise<boolean> {
  return await withTimeout(client, defaultTimeoutMs, () =>
    unlessClosed(() => client.workflow.getHandle(workflowId).signal(skip)),
  );
}

const defaultTimeoutMs = 2500;

interface CallbacksOptions {
  client: Client;
  taskQueue: string;
  /**
   * Keys of the digests in callbacks' ids; null: the digest itself. The first is for new callbacks, the others for those
   * opened before the encryption keys changed.
   */
  keys: readonly [string | null, ...Array<string | null>];
  timeoutMs?: number;
}

export function createCallbacks({
  client,
  taskQueue,
  keys,
  timeoutMs = defaultTimeoutMs,
}: CallbacksOptions): Callbacks {
  const [newest, ...older] = keys;
  const findOpen = async (digest: string, among: readonly (string | null)[] = keys): Promise<string | null> => {
    for (const key of among) {
      const workflowId = callbackId(digest, key);
      if (await isOpen(client, workflowId)) return workflowId;
    }
    return null;
  };
  return {
    async open(digest, input, miss, mayBeClosed) {
      const workflowId = callbackId(digest, newest);
      await withTimeout(client, timeoutMs, async () => {
        const old = await findOpen(digest, older);
        if (old !== null && (await unlessClosed(() => client.workflow.getHandle(old).signal(missed, miss)))) return;
        if (mayBeClosed && (await wasOpenedBy(client, workflowId, miss.callId))) return;
        await client.workflow
          .signalWithStart(callbackWorkflowType, {
            workflowId,
            taskQueue,
            args: [input],
            signal: missed,
            signalArgs: [miss],
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
            typedSearchAttributes: [{ key: attribute, value: 'open' }],
            staticSummary: `Call back ${nameOf(input)}`,
          })
          .catch((error: unknown) => {
            if (grpcCode(error) !== grpcCodes.invalidArgument) throw error;
            throw new CallbackRefused(grpcDetails(error), { cause: error });
          });
      });
    },
    async report(digest, contact) {
      return await withTimeout(client, timeoutMs, async () => {
        const workflowId = await findOpen(digest);
        if (workflowId === null) return false;
        return await unlessClosed(() => client.workflow.getHandle(workflowId).signal(contactSeen, contact));
      });
    },
    async read(digest) {
      return await withTimeout(client, timeoutMs, async () => {
        const workflowId = await findOpen(digest);
        if (workflowId === null) return null;
        const shown = await client.workflow.getHandle(workflowId).query(callbackState);
        if (shown === null || shown.state === 'closed') return null;
        return { sinceSeconds: shown.missedAtSeconds, misses: shown.misses };
      });
    },
  };
}

const attributeName: SearchAttributeName = 'CallthreadCallback';
const attribute = defineSearchAttributeKey(attributeName, 'KEYWORD');

/** The caller's number is masked, since every user of Temporal's Web UI can read it. */
function nameOf({ caller }: CallbackInput): string {
  return caller.kind === 'number' ? maskNumber(caller.e164) : 'an unreadable number';
}

/** To describe a workflow is no billed action, unlike a signal. */
async function isOpen(client: Client, workflowId: string): Promise<boolean> {
  return await unlessClosed(async () => {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') throw new WorkflowNotFoundError('The callback is closed', workflowId, undefined);
  });
}

async function unlessClosed(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Whether the caller's last run, which has closed, knew the call. */
async function wasOpenedBy(client: Client, workflowId: string, callId: number): Promise<boolean> {
  try {
    const closed = await readClosedResult(client, workflowId);
    const outcome = closed === 'running' ? null : (closed.outcome as CallbackOutcome | null);
    return outcome?.callIds.includes(callId) ?? false;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Numbers of open callbacks, by Temporal's lists, which may lag by a moment. @throws when Temporal does not answer in time */
export async function countCallbacks(client: Client, limitMs: number): Promise<Record<'open' | 'overdue', number>> {
  const count = async (state: string): Promise<number> => {
    const query = `WorkflowType="${callbackWorkflowType}" AND ExecutionStatus="Running" AND ${attributeName}="${state}"`;
    return (await client.workflow.count(query)).count;
  };
  return await withTimeout(client, limitMs, async () => ({
    open: await count('open'),
    overdue: await count('overdue'),
  }));
}
