import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CallOutcome } from '../../../workflows/messages.ts';
import type { Line } from '../../domain/call.ts';
import type { CallEvent } from '../../domain/call-event.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { type CallSettings, historySettings } from '../../domain/settings.ts';
import { firstRun } from './first-run.ts';
import { readClosedRun } from './read-closed-run.ts';

/** Calls of long ago, for a workflow that starts theirs. */
export interface PastCalls {
  /** Whether Temporal knows a workflow of the call, one that runs or one that has closed. */
  isKnown(callId: number): Promise<boolean>;
  /** @returns what the call's run left behind; null when it runs, or was ended from outside */
  outcomeOf(callId: number): Promise<CallOutcome | null>;
  /** @returns what the call's workflow is started with, as plain data */
  describe(event: CallEvent): PastCall;
}

interface PastCall {
  callId: number;
  settings: CallSettings;
  event: CallEvent;
  summary: string;
  attributes: Record<string, string>;
}

export function createPastCalls(client: Client, settingsFor: (line: Line) => CallSettings): PastCalls {
  return {
    async isKnown(callId) {
      try {
        await client.workflow.getHandle(callWorkflowId(callId)).describe();
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
    async outcomeOf(callId) {
      const closed = await readClosedRun(client, callWorkflowId(callId));
      return closed === 'running' ? null : closed.outcome;
    },
    describe(event) {
      const { id: callId, line } = event.call;
      const settings = historySettings(settingsFor(line));
      const { staticSummary, typedSearchAttributes } = firstRun(event, { callId, settings, event });
      const attributes = typedSearchAttributes.map(({ key, value }) => [key.name, String(value)]);
      return { callId, settings, event, summary: staticSummary, attributes: Object.fromEntries(attributes) };
    },
  };
}
