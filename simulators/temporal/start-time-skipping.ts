import { TestWorkflowEnvironment } from '@temporalio/testing';
import { registerSearchAttributes } from '../../src/adapters/temporal/connection/search-attributes.ts';
import type { Report } from '../programs/report.ts';
import { findTestServer } from './find-test-server.ts';

/**
 * Starts Temporal's test server, in which time passes at once while a workflow's result is awaited, with Callthread's
 * search attributes. End it with `teardown()`. Time is one for all workflows on it: run tests on it one after another,
 * and await one result at a time with its client (each skips time, and the server fails when two do at once). To await
 * more at once, start them with a plain `Client` on `environment.connection` and skip with `environment.sleep`.
 * @throws {Error} as `findTestServer` does
 */
export async function createTimeSkippingEnvironment({ report }: { report: Report }): Promise<TestWorkflowEnvironment> {
  const path = await findTestServer({ report });
  const environment = await start(path, report);
  const registration = await registerSearchAttributes(environment.connection, environment.namespace ?? 'default');
  if (registration.outcome === 'registered') return environment;
  await environment.teardown();
  throw new Error(registration.advice);
}

/** The SDK waits five seconds for it, in which a JVM may not start on a busy machine: so eight times. */
async function start(path: string, report: Report, triesLeft = 7): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (triesLeft === 0) throw error;
    report(`the time-skipping server did not start, trying again: ${String(error)}`);
    return start(path, report, triesLeft - 1);
  }
}
