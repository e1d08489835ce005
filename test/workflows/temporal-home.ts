import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { startTimeSkippingServer, type TimeSkippingServer } from '../../simulators/temporal/start-time-skipping.ts';
import { sharedNamespace } from '../kit/shared-namespace.ts';
import { passTime, passTimeUntilClosed } from './pass-time.ts';

/** A namespace of a Temporal server for tests, whichever it is. */
export interface TemporalHome {
  /** Of the namespace, which workers need too: `client.options.namespace`. */
  client: Client;
  connection: NativeConnection;
  /** The server's clock. */
  nowMs(): Promise<number>;
  /** Resolves once the run has closed; where time can be made to pass, it does. */
  untilClosed(workflowId: string): Promise<void>;
  /** Time passes from one timer of a run to the next, up to this time; the run is idle at each. */
  passUntil(workflowId: string, untilMs: number): Promise<void>;
  /** Moves the clock when no run waits for anything. */
  moveTo(untilMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The test server, in which hours pass at once. Not for tests of what it cannot do: its time stops after a child was
 * abandoned, and it loses a workflow that cancels a timer while it fires (temporalio/sdk-java#3088).
 */
export async function timeSkippingHome(): Promise<TemporalHome> {
  return await homeOn(await startTimeSkippingServer({ report: console.error }), false);
}

/** Servers of this process that no stage uses. */
const idle: TimeSkippingServer[] = [];

/**
 * For files with a stage for each test: a server that an earlier stage has left as new, if there is one. A new one takes a
 * second to start, and is slow until Java has compiled its code.
 */
export async function reusedHome(): Promise<TemporalHome> {
  return await homeOn(idle.pop() ?? (await startTimeSkippingServer({ report: console.error })), true);
}

async function homeOn(server: TimeSkippingServer, reuse: boolean): Promise<TemporalHome> {
  const environment = await server.connect();
  // The environment's own client lets time run whenever a result is awaited; this one does not.
  const client = new Client({ connection: environment.connection, namespace: randomUUID() });
  return {
    client,
    connection: environment.nativeConnection,
    nowMs: () => environment.currentTimeMs(),
    untilClosed: (workflowId) => passTimeUntilClosed(environment, client.workflow, workflowId),
    passUntil: (workflowId, untilMs) => passTime(environment, client.workflow, workflowId, untilMs),
    moveTo: async (untilMs) => environment.sleep(Math.max(1, untilMs - (await environment.currentTimeMs()))),
    async close() {
      const asNew = reuse && (await isAsNew(environment, client));
      await environment.teardown();
      if (asNew) idle.push(server);
      else await server.stop();
    },
  };
}

/** How far a server's clock may be ahead of the real one, by which vendors' simulators and activities go. */
const maxAheadMs = 1_800_000;

/** A task that no worker will take stops the server's clock for good, and an open workflow would wake in another test. */
async function isAsNew(environment: TestWorkflowEnvironment, { workflowService, options }: Client): Promise<boolean> {
  const { namespace } = options;
  const open = await workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 });
  const aheadMs = (await environment.currentTimeMs()) - Date.now();
  if ((open.executions ?? []).length > 0 || aheadMs > maxAheadMs) return false;
  const stuck = new Promise<boolean>((resolve) => setTimeout(resolve, 1000, false));
  return await Promise.race([environment.sleep('10 seconds').then(() => true), stuck]);
}

/** A namespace of a real Temporal server, in real time. */
export async function realHome(): Promise<TemporalHome> {
  const { address, namespace } = await sharedNamespace();
  const [forClient, connection] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const client = new Client({ connection: forClient, namespace });
  return {
    client,
    connection,
    nowMs: async () => Date.now(),
    untilClosed: async (workflowId) => {
      await client.workflow.getHandle(workflowId).result();
    },
    passUntil: () => Promise.reject(new Error('real time passes by itself')),
    moveTo: () => Promise.reject(new Error('real time passes by itself')),
    async close() {
      await Promise.all([forClient.close(), connection.close()]);
    },
  };
}
