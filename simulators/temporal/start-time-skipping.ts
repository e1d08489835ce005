import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { registerSearchAttributes } from '../../src/adapters/temporal/connection/search-attributes.ts';
import { freeLowPorts } from '../programs/free-ports.ts';
import type { Report } from '../programs/report.ts';
import { spawnTied, type Tied } from '../programs/spawn-tied.ts';
import { makeClassArchive, withClassArchive } from './class-archive.ts';
import { findTestServer } from './find-test-server.ts';

/** Temporal's test server, in which time passes at once while a workflow's result is awaited. */
export interface TimeSkippingServer {
  /**
   * Connects to it, with Callthread's search attributes registered; `teardown()` disconnects. Time is one for all workflows
   * on the server: run tests on it one after another, and await one result at a time with the environment's client (each
   * skips time, and the server fails when two do at once). To await more at once, start them with a plain `Client` on
   * `environment.connection` and skip with `environment.sleep`.
   */
  connect(): Promise<TestWorkflowEnvironment>;
  stop(): Promise<void>;
}

/**
 * Starts a server of its own.
 * @throws {Error} as `findTestServer` does
 */
export async function startTimeSkippingServer({ report }: { report: Report }): Promise<TimeSkippingServer> {
  const path = await findTestServer({ report });
  return await startWith(path, await withClassArchive(path));
}

/** Finds or gets the server, and prepares it to start fast. */
export async function prepareTimeSkipping({ report }: { report: Report }): Promise<void> {
  const path = await findTestServer({ report });
  await makeClassArchive(path, report, async (variables) => {
    const server = await startWith(path, variables);
    const environment = await server.connect();
    await environment.teardown();
    await server.stop();
  });
}

async function startWith(path: string, variables: NodeJS.ProcessEnv): Promise<TimeSkippingServer> {
  const [port = 0] = await freeLowPorts(1);
  const server = spawnTied(path, [String(port)], variables);
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await server.ended;
  };
  try {
    await untilListening(port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { connect: () => connectTo(port), stop };
}

async function connectTo(port: number): Promise<TestWorkflowEnvironment> {
  // The SDK only takes a server that it starts, and waits five seconds for it: a JVM may need longer. So the server is
  // there already, and what the SDK starts is a program that takes a number and does nothing.
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { port, executable: { type: 'existing-path', path: '/bin/sleep' } },
  });
  const registration = await registerSearchAttributes(environment.connection, environment.namespace ?? 'default');
  if (registration.outcome !== 'registered') throw new Error(registration.advice);
  return environment;
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
