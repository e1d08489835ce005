import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowFailedError, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import type { CallCounts } from '../../../workflows/messages.ts';
import { grpcCode, grpcCodes, readWorkflowFailure } from '../../adapters/temporal/connection/errors.ts';
import { withTimeout } from '../../adapters/temporal/connection/requests.ts';
import { UndecodablePayload } from '../../adapters/temporal/encryption/codec.ts';
import { CommandError } from './errors.ts';
import { progressLine } from './progress.ts';

const pauseMs = 500;
const queryTimeoutMs = 2_000;
/** Long enough for a restart of Temporal. */
const outageTimeoutMs = 60_000;

/** Errors that waiting does not fix. */
const refusals = new Set<number>([grpcCodes.unauthenticated, grpcCodes.permissionDenied, grpcCodes.notFound]);

interface Followed<Outcome> {
  client: Client;
  handle: WorkflowHandle;
  query: QueryDefinition<Outcome>;
  /** @returns the progress line for an outcome so far */
  describe: (outcome: Outcome) => Promise<string>;
}

/**
 * Shows a workflow's progress until it closes. The workflow continues if this process ends.
 * @returns its result
 * @throws {CommandError} with the failure and its remedy, when it failed
 */
export async function followRun<Outcome>({ client, handle, query, describe }: Followed<Outcome>): Promise<Outcome> {
  const line = progressLine(process.stdout);
  const interrupt = (): void => {
    line.end();
    console.error(`${handle.workflowId} continues without this command: see it in Temporal's Web UI.`);
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  try {
    let answeredAtMs = Date.now();
    for (;;) {
      try {
        const { status } = await handle.describe();
        if (status.name !== 'RUNNING') return (await handle.result()) as Outcome;
        line.show(await describe(await withTimeout(client, queryTimeoutMs, () => handle.query(query))));
        answeredAtMs = Date.now();
      } catch (error) {
        if (error instanceof WorkflowFailedError) throw toCommandError(handle.workflowId, error);
        if (error instanceof UndecodablePayload || error instanceof WorkflowNotFoundError) throw error;
        if (refusals.has(grpcCode(error))) throw error;
        const outage = grpcCode(error) === grpcCodes.unavailable;
        if (outage && Date.now() - answeredAtMs > outageTimeoutMs) throw error;
        line.show(
          outage ? 'waiting for Temporal' : 'waiting for a worker: is "callthread start" (or "worker") running?',
        );
      }
      await sleep(pauseMs);
    }
  } finally {
    line.end();
    process.off('SIGINT', interrupt);
  }
}

function toCommandError(workflowId: string, failure: WorkflowFailedError): CommandError {
  const { type, message, remedy } = readWorkflowFailure(failure);
  const reason = type === null ? message : `${type}: ${message}`;
  return new CommandError(`${workflowId} failed. ${[reason, remedy].filter(Boolean).join('\n')}`);
}

/** @returns the counts in words: `120 calls seen, 3 started, 110 known, 7 excluded` */
export function describeCounts(
  { seen, started, known, notEnded, unwanted, unreadable }: CallCounts,
  verb = 'started',
): string {
  const rest: Array<[count: number, words: string]> = [
    [unwanted, 'excluded'],
    [notEnded, 'ongoing or just ended'],
    [unreadable, 'unreadable'],
  ];
  const others = rest.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []));
  return [`${seen} ${seen === 1 ? 'call' : 'calls'} seen`, `${started} ${verb}`, `${known} known`, ...others].join(
    ', ',
  );
}
