import { type Operated, registerSearchAttributes } from '../adapters/temporal/register-search-attributes.ts';
import type { Logger } from '../telemetry/logger.ts';

/**
 * Makes the search attributes known to a namespace; says in the log what a person has to do where the server forbids it.
 * @throws as `registerSearchAttributes`
 */
export async function addSearchAttributes(connection: Operated, namespace: string, log: Logger): Promise<void> {
  const registration = await registerSearchAttributes(connection, namespace);
  if (registration.outcome === 'refused') log.warn({ missing: registration.missing }, registration.advice);
}
