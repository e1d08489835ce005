import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
import { CommandError } from './command-error.ts';
import { explainTemporal } from './explain-temporal.ts';
import { runWorkers, type WorkersOptions } from './run-workers.ts';

const pauseMs = 2_000;

export interface StartedWorker {
  /** Resolves when it is at work, or Temporal could not be reached at first. */
  firstTry: Promise<void>;
  /** Rejects when the worker cannot be started, or stopped for an error. */
  stopped: Promise<unknown>;
  /** Lets activities in flight finish; or gives up waiting for Temporal. */
  stop(): Promise<void>;
}

/**
 * Starts the workers as soon as Temporal can be reached. It does not wait for that: meanwhile the ingress answers that
 * Temporal is away, and `/healthz` that the process lives.
 */
export function startWorker(
  environment: NodeJS.ProcessEnv,
  options: Omit<WorkersOptions, 'connection' | 'namespace'>,
): StartedWorker {
  const givenUp = new AbortController();
  let endFirstTry = (): void => {};
  const firstTry = new Promise<void>((resolve) => {
    endFirstTry = resolve;
  });
  const { connectionOptions, namespace = 'default' } = readTemporalEnvironment(environment);
  const starting = (async () => {
    const connection = await untilConnected();
    if (connection === null) return null;
    try {
      return { connection, workers: await runWorkers({ ...options, connection, namespace }) };
    } catch (error) {
      // Anybody may connect to Temporal: whether its namespace may be used is seen only now.
      const advice = await adviseOn(options.client, environment);
      if (advice !== null) throw new CommandError(`Temporal ${advice}`, 1, { cause: error });
      throw error;
    }
  })();

  /** A worker without Temporal has nothing to do, so it waits for it, and says so. */
  async function untilConnected(): Promise<NativeConnection | null> {
    while (!givenUp.signal.aborted) {
      try {
        return await NativeConnection.connect(connectionOptions);
      } catch (error) {
        const advice = await adviseOn(options.client, environment);
        options.log.warn(
          { err: error },
          `Temporal is not reachable yet; trying again in 2 s.${advice === null ? '' : ` It ${advice}`}`,
        );
        endFirstTry();
        await sleep(pauseMs, undefined, { signal: givenUp.signal }).catch(() => {});
      }
    }
    return null;
  }

  const stopped = starting.then((started) => started?.workers.stopped ?? new Promise(() => {}));
  stopped.catch(() => {});
  starting.then(endFirstTry, endFirstTry);
  return {
    firstTry,
    stopped,
    async stop() {
      givenUp.abort();
      const started = await starting;
      await started?.workers.stop();
      await started?.connection.close();
    },
  };
}

/** The worker's own connection does not tell what is wrong so that a person could mend it; a client's does. */
async function adviseOn(client: Client, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + pauseMs, () =>
      client.connection.workflowService.describeNamespace({ namespace }),
    );
    return null;
  } catch (error) {
    const advice = await explainTemporal(environment, error).catch(() => null);
    return advice === null ? null : `${advice.found}. ${advice.remedy}.`;
  }
}
