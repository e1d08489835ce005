import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import fetch from 'node-fetch';
import { vi } from 'vitest';
import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { createDataConverter } from '../../src/adapters/temporal/encryption/codec.ts';
import { loadEncryptionKeys } from '../../src/config/environment.ts';
import type { CallState } from '../../workflows/messages.ts';
import { openVendors } from '../kit/vendors.ts';
import { startTownTemporal, type TownTemporal } from './town-temporal.ts';

export interface Town {
  front: FrontSimulator;
  aircall: AircallSimulator;
  temporal: TownTemporal['server'];
  client: Client;
  /** Where the town's own Temporal server keeps all that it has; SQLite has other files beside it. */
  temporalFile: string;
  /** The environment of a process of the service. */
  environment: Record<string, string>;
  /** Ends the town's own Temporal server by a signal and starts it again on the same data. */
  restartTemporal(signal: NodeJS.Signals): Promise<void>;
  /** Posts a webhook. @returns its status */
  post(serviceUrl: string, body: unknown): Promise<number>;
  /** The same as Aircall does it: again while the answer is 503, which a busy machine may give. @returns the last status */
  deliver(serviceUrl: string, body: unknown): Promise<number>;
  /** The call's state, once it fits. */
  stateOf(callId: number, fits: (state: CallState) => boolean, timeoutMs?: number): Promise<CallState>;
  close(): Promise<void>;
}

export interface TownOptions {
  /** As CALLTHREAD_ENCRYPTION_KEYS: what Temporal stores is then encrypted. */
  encryptionKeys?: string;
  /** Whether this town alone uses its development server, and may end it or read its file. */
  ownTemporal?: boolean;
  /** Whether Temporal has its Web UI; the development server alone has one. */
  webUi?: boolean;
}

/** A namespace of a real Temporal server and both simulators: all that a process of the service needs around it. */
export async function openTown(
  yaml: string,
  frontOptions: FrontSimulatorOptions = {},
  { encryptionKeys, ownTemporal = false, webUi = false }: TownOptions = {},
): Promise<Town> {
  const keys = encryptionKeys === undefined ? {} : { CALLTHREAD_ENCRYPTION_KEYS: encryptionKeys };
  const folder = await mkdtemp(join(tmpdir(), 'callthread-e2e-'));
  const configFile = join(folder, 'callthread.yaml');
  await writeFile(configFile, yaml);
  const temporalFile = join(folder, 'temporal.db');
  const vendors = await openVendors({
    front: { importDelayMs: 50, ...frontOptions },
    aircall: { timeScale: 0.01 },
  });
  const temporal = await startTownTemporal({ dataFile: temporalFile, webUi, own: ownTemporal });
  let restarting = Promise.resolve();
  const { address, namespace } = temporal.server;
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(loadEncryptionKeys(keys)) });
  return {
    front: vendors.front,
    aircall: vendors.aircall,
    get temporal() {
      return temporal.server;
    },
    client,
    temporalFile,
    environment: {
      ...keys,
      CALLTHREAD_CONFIG: configFile,
      CALLTHREAD_DATA: folder,
      ...temporal.environment,
      ...vendors.environment,
      AIRCALL_WEBHOOK_TOKEN: 'test-webhook-token-0001',
    },
    async restartTemporal(signal) {
      const before = restarting;
      const restart = async (): Promise<void> => {
        await before;
        await temporal.restart(signal);
      };
      restarting = restart();
      await restarting;
    },
    post,
    async deliver(serviceUrl, body) {
      for (let status = 503; ; await sleep(500)) {
        status = await post(serviceUrl, body);
        if (status !== 503) return status;
      }
    },
    stateOf: async (callId, fits, timeout = 120_000) =>
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
      await temporal.close();
      await rm(folder, { recursive: true, force: true });
      await vendors.close();
    },
  };
}

async function post(serviceUrl: string, body: unknown): Promise<number> {
  const response = await fetch(`${serviceUrl}/webhooks/aircall`, { method: 'POST', body: JSON.stringify(body) });
  await response.text();
  return response.status;
}
