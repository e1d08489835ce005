import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { createTimeSkippingEnvironment } from '../../simulators/temporal/start-time-skipping.ts';
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

/** The test server of this process; it ends with it. */
let testServer: ReturnType<typeof createTimeSkippingEnvironment> | undefined;
let homes = 0;

/**
 * A namespace of the test server, in which hours pass at once. All files of a process use one server, one after another: a
 * JVM takes seconds to start and to become fast. Not for tests of features that it lacks: its time stops after a child
 * was abandoned.
 */
export async function timeSkippingHome(): Promise<TemporalHome> {
  testServer ??= createTimeSkippingEnvironment({ report: console.error });
  const environment = await testServer;
  homes += 1;
  // The environment's own client lets time run whenever a result is awaited; this one does not.
  const client = new Client({ connection: environment.connection, namespace: `home-${homes}` });
  return {
    client,
    connection: environment.nativeConnection,
    nowMs: () => environment.currentTimeMs(),
    untilClosed: (workflowId) => passTimeUntilClosed(environment, client.workflow, workflowId),
    passUntil: (workflowId, untilMs) => passTime(environment, client.workflow, workflowId, untilMs),
    moveTo: async (untilMs) => environment.sleep(Math.max(1, untilMs - (await environment.currentTimeMs()))),
    async close() {
      if (await areOpenRunsIdle(client)) return;
      testServer = undefined;
      await environment.teardown();
    },
  };
}

/** @returns false if a run has a task that no worker will end: the server's time stands still until then */
async function areOpenRunsIdle({ workflow, workflowService, options: { namespace } }: Client): Promise<boolean> {
  const { executions } = await workflowService.listOpenWorkflowExecutions({ namespace, executionFilter: {} });
  const described = (executions ?? []).map(async ({ execution }) => {
    // The server lists the runs of all namespaces.
    const run = await workflow
      .getHandle(execution?.workflowId ?? '')
      .describe()
      .catch(ignoreNotFound);
    return (run?.raw.pendingActivities?.length ?? 0) === 0 && run?.raw.pendingWorkflowTask == null;
  });
  return (await Promise.all(described)).every(Boolean);
}

function ignoreNotFound(error: unknown): null {
  if (error instanceof WorkflowNotFoundError) return null;
  throw error;
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
