import type { SearchAttributePair } from '@temporalio/common';
import type { CallWorkflowInput } from '../../../workflows/messages.ts';
import type { CallEvent } from '../../domain/call-event.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { summarizeCall } from './call-summary.ts';
import { firstAttributes } from './first-attributes.ts';

/** What the workflow of a call is started with, whoever starts it. */
export function firstRun(
  event: CallEvent,
  input: CallWorkflowInput,
): {
  workflowId: string;
  args: [CallWorkflowInput];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: callWorkflowId(input.callId),
    args: [input],
    typedSearchAttributes: firstAttributes(event, input),
    staticSummary: summarizeCall(event.call, input.settings.lineName),
  };
}
