import { type Client, WorkflowIdReusePolicy } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { aircallEvent, type CallWorkflowInput, callWorkflowType } from '../../../workflows/messages.ts';
import type { SearchAttributeName } from '../../../workflows/search-attributes.ts';
import type { Line } from '../../domain/call.ts';
import type { CallEvent } from '../../domain/call-event.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import type { CallSettings } from '../../domain/settings.ts';
import { summarizeCall } from './call-summary.ts';
import { keyword } from './keyword.ts';

const stateKey = defineSearchAttributeKey('CallthreadState' satisfies SearchAttributeName, 'KEYWORD');
const lineKey = defineSearchAttributeKey('CallthreadLine' satisfies SearchAttributeName, 'KEYWORD');

/** Hands what Aircall said of a call to the call's workflow. */
export interface CallStarter {
  /**
   * Starts the workflow of the call if none is running, and signals it, in one step of Temporal's.
   * @returns once Temporal has stored the event
   * @throws when Temporal has not said so within the deadline; telling it again is safe
   */
  tell(event: CallEvent): Promise<'accepted'>;
}

export interface CallStarterOptions {
  client: Client;
  taskQueue: string;
  settingsFor: (line: Line) => CallSettings;
  /** For one `tell`. A pause between two attempts may outlast it: see `connectTemporal`, which keeps those short. */
  deadlineMs?: number;
}

export function createCallStarter({
  client,
  taskQueue,
  settingsFor,
  deadlineMs = 1500,
}: CallStarterOptions): CallStarter {
  return {
    async tell(event) {
      const { call } = event;
      const settings = settingsFor(call.line);
      const input: CallWorkflowInput = { callId: call.id, settings };
      await client.withDeadline(Date.now() + deadlineMs, () =>
        client.workflow.signalWithStart(callWorkflowType, {
          taskQueue,
          workflowId: callWorkflowId(call.id),
          args: [input],
          signal: aircallEvent,
          signalArgs: [event],
          typedSearchAttributes: [
            { key: stateKey, value: 'waiting' },
            { key: lineKey, value: keyword(settings.lineName) },
          ],
          staticSummary: summarizeCall(call, settings.lineName),
          // An event after the run has closed opens a new run, whose steps find what is done.
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        }),
      );
      return 'accepted';
    },
  };
}
