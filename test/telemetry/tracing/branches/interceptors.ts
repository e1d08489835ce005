import { interceptors as theirs } from '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors.js';
import { type WorkflowInterceptors, workflowInfo } from '@temporalio/workflow';
import { interceptors as ours } from '../../../../workflows/interceptors/traces.ts';

/** Those that the workflow's id asks for: none, those of Temporal's package as they are, or ours. */
export function interceptors(): WorkflowInterceptors {
  const { workflowId } = workflowInfo();
  if (workflowId === 'none') return {};
  return workflowId === 'theirs' ? theirs() : ours();
}
