import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
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
    return connection === null
      ? null
      : { connection, workers: await runWorkers({ ...options, connection, namespace }) };
  })();

  /** A worker without Temporal has nothing to do, so it waits for it, and says so. */
  async function untilConnected(): Promise<NativeConnection | null> {
    while (!givenUp.signal.aborted) {
      try {
        return await NativeConnection.connect(connectionOptions);
      } catch (error) {
        options.log.warn({ err: error }, 'Temporal is not reachable yet (TEMPORAL_ADDRESS); trying again in 2 s');
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
