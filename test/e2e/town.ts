import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import fetch from 'node-fetch';
import { vi } from 'vitest';
import { type AircallSimulator, startAircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { freePorts } from '../../simulators/temporal/free-ports.ts';
import { startTemporalServer, type TemporalServer } from '../../simulators/temporal/start-temporal-server.ts';
import { createDataConverter } from '../../src/adapters/temporal/data-converter.ts';
import { loadEncryptionKeys } from '../../src/config/encryption-keys.ts';
import type { CallState } from '../../workflows/messages.ts';
import { watchFront } from '../contract/watch-front.ts';

export interface Town {
  front: FrontSimulator;
  aircall: AircallSimulator;
  temporal: TemporalServer;
  client: Client;
  /** Where the Temporal server keeps all that it has; SQLite has other files beside it. */
  temporalFile: string;
  /** What a process of the service is told. */
  environment: Record<string, string>;
  /** Ends the Temporal server by a signal and starts it again on the same data. */
  restartTemporal(signal: NodeJS.Signals): Promise<void>;
  /** Posts a webhook. @returns its status */
  post(serviceUrl: string, body: unknown): Promise<number>;
  /** The call's state, once it fits. */
  stateOf(callId: number, fits: (state: CallState) => boolean, timeoutMs?: number): Promise<CallState>;
  close(): Promise<void>;
}

export interface TownOptions {
  /** As CALLTHREAD_ENCRYPTION_KEYS: what Temporal stores is then encrypted. */
  encryptionKeys?: string;
  /** Whether Temporal has its Web UI. */
  webUi?: boolean;
}

/** A real Temporal server and both stand-ins: all that a process of the service needs around it. */
export async function openTown(
  yaml: string,
  frontOptions: FrontSimulatorOptions = {},
  { encryptionKeys, webUi = false }: TownOptions = {},
): Promise<Town> {
  const keys = encryptionKeys === undefined ? {} : { CALLTHREAD_ENCRYPTION_KEYS: encryptionKeys };
  const folder = await mkdtemp(join(tmpdir(), 'callthread-e2e-'));
  const configFile = join(folder, 'callthread.yaml');
  await writeFile(configFile, yaml);
  const temporalFile = join(folder, 'temporal.db');
  const [port, uiPort = 0] = await freePorts(2);
  const launch = () =>
    startTemporalServer({
      dataFile: temporalFile,
      ...(port === undefined ? {} : { port }),
      uiPort: webUi ? uiPort : false,
      fast: true,
      report: console.error,
    });
  const watch = watchFront({ importDelayMs: 50, ...frontOptions });
  const front = await startFrontSimulator(watch.options);
  const aircall = await startAircallSimulator({ timeScale: 0.01 });
  let temporal = await launch();
  let restarting = Promise.resolve();
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, dataConverter: createDataConverter(loadEncryptionKeys(keys)) });
  return {
    front,
    aircall,
    get temporal() {
      return temporal;
    },
    client,
    temporalFile,
    environment: {
      ...keys,
      CALLTHREAD_CONFIG: configFile,
      CALLTHREAD_DATA: folder,
      TEMPORAL_ADDRESS: temporal.address,
      FRONT_API_URL: front.url,
      FRONT_API_TOKEN: 'front-test-token',
      AIRCALL_API_URL: aircall.url,
      AIRCALL_API_ID: 'test-id',
      AIRCALL_API_TOKEN: 'test-token',
      AIRCALL_WEBHOOK_TOKEN: 'test-webhook-token-0001',
    },
    async restartTemporal(signal) {
      const before = restarting;
      const restart = async (): Promise<void> => {
        await before;
        await temporal.stop(signal);
        temporal = await launch();
      };
      restarting = restart();
      await restarting;
    },
    async post(serviceUrl, body) {
      const response = await fetch(`${serviceUrl}/webhooks/aircall`, { method: 'POST', body: JSON.stringify(body) });
      await response.text();
      return response.status;
    },
    stateOf: async (callId, fits, timeout = 60_000) =>
      await vi.waitUntil(
        async () => {
          try {
            const now = await client.workflow.getHandle(`call-${callId}`).query<CallState>('state');
            return fits(now) && now;
          } catch {
            // No worker answers while one is being started.
            return false;
          }
        },
        { timeout, interval: 200 },
      ),
    async close() {
      await connection.close();
      await temporal.stop();
      await Promise.all([front.close(), aircall.close()]);
      watch.assertKept();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
