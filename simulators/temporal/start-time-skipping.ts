import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { registerSearchAttributes } from '../../src/adapters/temporal/connection/search-attributes.ts';
import { freeLowPorts } from '../programs/free-ports.ts';
import type { Report } from '../programs/report.ts';
import { spawnTied, type Tied } from '../programs/spawn-tied.ts';
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
  const [port = 0] = await freeLowPorts(1);
  const server = spawnTied(path, [String(port)]);
  const end = async (): Promise<void> => {
    server.kill('SIGTERM');
    await server.ended;
  };
  try {
    await untilListening(port, server);
    // The SDK only takes a server that it starts, and waits five seconds for it: a JVM may need longer. So the server is
    // there already, and what the SDK starts is a program that takes a number and does nothing.
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { port, executable: { type: 'existing-path', path: '/bin/sleep' } },
    });
    const teardown = environment.teardown.bind(environment);
    environment.teardown = async () => {
      await teardown();
      await end();
    };
    const registration = await registerSearchAttributes(environment.connection, environment.namespace ?? 'default');
    if (registration.outcome !== 'registered') throw new Error(registration.advice);
    return environment;
  } catch (error) {
    await end();
    throw error;
  }
}

/** @throws {Error} when the server has ended, or does not listen after two minutes */
async function untilListening(port: number, server: Tied): Promise<void> {
  const { child } = server;
  for (const startedAtMs = Date.now(); !(await listens(port)); await sleep(50)) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (!hasEnded && Date.now() - startedAtMs < 120_000) continue;
    throw new Error(`The time-skipping server ${hasEnded ? 'ended' : 'does not listen'}: ${server.lastLines()}`);
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
