import { type Client, WorkflowIdReusePolicy } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  type CallOutcome,
  type CallStateName,
  type CallWorkflowInput,
  callWorkflowType,
  skip,
} from '../../../workflows/messages.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { qualifications } from '../../domain/qualification.ts';
import type { CallSettings } from '../../domain/settings.ts';
import { readRunState } from './answer-parked.ts';
import { callTaskQueue } from './task-queues.ts';

const state: CallStateName = 'skipped';

/** The run is skipped before it looks at any of these. */
const noSettings: CallSettings = {
  log: false,
  inbox: '',
  lineName: '',
  calls: Object.fromEntries(qualifications.map((name) => [name, 'skip'])) as CallSettings['calls'],
  voicemail: { delayMs: 0, settleMs: 0, giveUpAfterMs: 0 },
  recordings: 'off',
  comments: 'off',
  internalCalls: 'skip',
  tags: {},
  rules: [],
};

const previous: CallOutcome = {
  state,
  reason: null,
  qualification: null,
  thread: null,
  entries: [],
  commentIds: [],
  tags: [],
  tagsSaid: '',
  erased: true,
};

/**
 * Puts a run of the call into Temporal that holds nothing but its id, and that a worker ends as skipped at once. For as long as
 * Temporal keeps it, nothing starts the call again: neither an event that comes late, nor a look through Aircall's list.
 * @returns false when a run of the call is under way: then nothing was done
 * @throws gRPC errors
 */
export async function markErased(client: Client, callId: number, taskQueue = callTaskQueue): Promise<boolean> {
  const workflowId = callWorkflowId(callId);
  const newest = await readRunState(client, workflowId);
  if (newest?.running) return false;
  await client.workflow.signalWithStart(callWorkflowType, {
    workflowId,
    taskQueue,
    args: [{ callId, settings: noSettings, previous } satisfies CallWorkflowInput],
    signal: skip,
    signalArgs: [],
    typedSearchAttributes: [{ key: defineSearchAttributeKey('CallthreadState', 'KEYWORD'), value: state }],
    staticSummary: 'The caller was erased: nothing is kept of this call',
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
  return true;
}
