import { getExternalWorkflowHandle, type SignalDefinition } from '@temporalio/workflow';

/** Signals another workflow. @returns false when that workflow has closed, or never was */
export async function delivered<Input>(
  workflowId: string,
  signal: SignalDefinition<[Input]>,
  input: Input,
): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, input);
    return true;
  } catch {
    return false;
  }
}
