import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AircallSimulatorOptions } from '../../simulators/aircall/aircall-options.ts';
import { type AircallSimulator, startAircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { BenchTemporal } from './open-temporal.ts';

/** Everything that a process of the service needs around it. */
export interface Stage<Front extends StandIn> {
  front: Front;
  aircall: AircallSimulator;
  temporal: BenchTemporal;
  /** The environment of a process of the service. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

interface StandIn {
  url: string;
  close(): Promise<void>;
}

interface StageOptions<Front extends StandIn> {
  /** Callthread's preferences. */
  yaml: string;
  /** Closed with the stage, like Temporal. */
  front: Front;
  temporal: BenchTemporal;
  aircall?: AircallSimulatorOptions;
}

const webhookToken = 'bench-webhook-token-0001';

/** Delivers no webhooks: the benchmark posts them itself. */
const nowhere = 'http://127.0.0.1:9';

export async function openStage<Front extends StandIn>(options: StageOptions<Front>): Promise<Stage<Front>> {
  const { yaml, front, temporal } = options;
  const folder = await mkdtemp(join(tmpdir(), 'callthread-bench-'));
  const configFile = join(folder, 'callthread.yaml');
  await writeFile(configFile, yaml);
  const aircall = await startAircallSimulator({ timeScale: 0.0001, ...options.aircall });
  aircall.addWebhook({ url: nowhere, token: webhookToken }).active = false;
  return {
    front,
    aircall,
    temporal,
    environment: {
      CALLTHREAD_CONFIG: configFile,
      CALLTHREAD_DATA: folder,
      TEMPORAL_ADDRESS: temporal.address,
      FRONT_API_URL: front.url,
      FRONT_API_TOKEN: 'front-test-token',
      AIRCALL_API_URL: aircall.url,
      AIRCALL_API_ID: 'test-id',
      AIRCALL_API_TOKEN: 'test-token',
      AIRCALL_WEBHOOK_TOKEN: webhookToken,
      ...(temporal.databaseUrl === null ? {} : { DATABASE_URL: temporal.databaseUrl }),
    },
    async close() {
      await Promise.all([front.close(), aircall.close(), temporal.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
