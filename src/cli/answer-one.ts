import type { Client } from '@temporalio/client';
import { type Answer, answerRun, readRunState } from '../adapters/temporal/parked-runs.ts';
import { callWorkflowId } from '../domain/ids.ts';
import { CommandError } from './command-error.ts';

/** Other workflows that may be parked are named as Temporal names them. */
const otherIds = /^(?:call|archive|backfill)-\S+$/;

/** Retries or skips one call. @throws {CommandError} when there is none, or nothing is to be retried */
export async function answerOne(client: Client, workflowId: string, answer: Answer): Promise<void> {
  const run = await readRunState(client, workflowId);
  if (run === null) {
    throw new CommandError(
      `Temporal knows no ${workflowId} in namespace ${client.options.namespace}. See that the call's id is right: it is Aircall's; ` +
        `if it is, no webhook has told of it ("callthread reconcile" looks for it), or it has been done for longer than Temporal keeps it.`,
    );
  }
  if (!run.running)
    throw new CommandError(`${workflowId} is over (${run.state ?? 'closed'}): nothing is left to ${answer.kind}.`);
  if (answer.kind === 'retry' && run.state !== 'parked') {
    throw new CommandError(
      `${workflowId} is not parked (it is ${run.state ?? 'running'}): nothing is to be tried again.`,
    );
  }
  if (!(await answerRun(client, run, answer))) throw new CommandError(`${workflowId} has closed meanwhile.`);
  const was = run.failure === null ? '' : ` (it was parked for ${run.failure})`;
  console.log(`${workflowId} ${answer.kind === 'retry' ? 'tries again' : 'is skipped'}${was}.`);
}

/**
 * @param written Aircall's id of a call, or a workflow's id
 * @throws {CommandError} when it is neither
 */
export function toWorkflowId(written: string): string {
  if (/^[1-9]\d{0,15}$/.test(written)) return callWorkflowId(Number(written));
  if (otherIds.test(written)) return written;
  throw new CommandError(
    `"${written}" is not a call. Write Aircall's id of it, in digits: callthread retry 812345678`,
    2,
  );
}
