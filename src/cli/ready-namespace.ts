import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from '../telemetry/logger.ts';
import { addSearchAttributes } from './add-search-attributes.ts';

const patienceMs = 5_000;
const pauseMs = 2_000;

/**
 * For an ingress without a worker: Temporal stores a call only in a namespace that knows its search attributes, and the
 * first worker, which adds them too, may come much later. Tries until Temporal can be reached. It does not throw.
 * @returns what gives it up
 */
export function readyNamespace(client: Client, log: Logger): () => void {
  const givenUp = new AbortController();
  void (async () => {
    while (!givenUp.signal.aborted) {
      try {
        return await client.withDeadline(Date.now() + patienceMs, () =>
          addSearchAttributes(client.connection, client.options.namespace, log),
        );
      } catch {
        // Why Temporal cannot be reached is said elsewhere.
        await sleep(pauseMs, undefined, { signal: givenUp.signal, ref: false }).catch(() => {});
      }
    }
  })();
  return () => givenUp.abort();
}
