import type { Client } from '@temporalio/client';
import type { Logger } from '../telemetry/logger.ts';
import { explainTemporal } from './explain-temporal.ts';

const patienceMs = 5_000;

/** Says in the log, once, why Temporal cannot be reached and what to do, if it cannot. It does not throw. */
export async function warnWhenAway(client: Client, environment: NodeJS.ProcessEnv, log: Logger): Promise<void> {
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + patienceMs, () =>
      client.connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    const advice = await explainTemporal(environment, error).catch(() => null);
    if (advice === null) log.warn({ err: error }, 'Temporal cannot be used');
    else log.warn(`Temporal ${advice.found}. ${advice.remedy}.`);
  }
}
