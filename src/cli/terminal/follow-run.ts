import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowFailedError, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure, type QueryDefinition } from '@temporalio/common';
import type { CallCounts } from '../../../workflows/messages.ts';
import { grpcCode, grpcCodes } from '../../adapters/temporal/grpc-code.ts';
import { UndecodablePayload } from '../../adapters/temporal/undecodable-payload.ts';
import { withTimeout } from '../../adapters/temporal/with-timeout.ts';
import { CommandError } from './errors.ts';
import { progressLine } from './progress.ts';

const pauseMs = 500;
const queryTimeoutMs = 2_000;
/** Temporal may be restarted while a long one is watched. */
const outageTimeoutMs = 60_000;

/** What waiting does not mend. */
const refusals = new Set<number>([grpcCodes.unauthenticated, grpcCodes.permissionDenied, grpcCodes.notFound]);

export interface Followed<Outcome> {
  client: Client;
  handle: WorkflowHandle;
  query: QueryDefinition<Outcome>;
  /** What the line says of an outcome that is not final. */
  tell: (outcome: Outcome) => Promise<string>;
}

/**
 * Shows how a workflow comes along, until it has closed. It needs nobody who watches: when this process ends, it goes on.
 * @returns what it came to
 * @throws {CommandError} with the failure and what to do, when it failed
 */
export async function followRun<Outcome>({ client, handle, query, tell }: Followed<Outcome>): Promise<Outcome> {
  const line = progressLine(process.stdout);
  const interrupt = (): void => {
    line.end();
    console.error('It goes on without this command. Give the same command again to see how it comes along.');
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  try {
    let answeredAtMs = Date.now();
    for (;;) {
      try {
        const { status } = await handle.describe();
        if (status.name !== 'RUNNING') return (await handle.result()) as Outcome;
        line.show(await tell(await withTimeout(client, queryTimeoutMs, () => handle.query(query))));
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
  let message = failure.cause?.message ?? failure.message;
  for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof ApplicationFailure)) continue;
    const [advice] = (cause.details ?? []) as Array<{ remedy?: string } | undefined>;
    message = [`${cause.type}: ${cause.message}`, advice?.remedy].filter(Boolean).join('\n');
  }
  return new CommandError(`${workflowId} failed. ${message}`);
}

/** @returns the counts in words: `120 calls seen, 3 started, 110 known, 7 not to be logged` */
export function tellCounts(
  { seen, started, known, notEnded, unwanted, unreadable }: CallCounts,
  verb = 'started',
): string {
  const rest: Array<[count: number, words: string]> = [
    [unwanted, 'not to be logged'],
    [notEnded, 'not over, or only just'],
    [unreadable, 'not readable'],
  ];
  const told = rest.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []));
  return [`${seen} ${seen === 1 ? 'call' : 'calls'} seen`, `${started} ${verb}`, `${known} known`, ...told].join(', ');
}
