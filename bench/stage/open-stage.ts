import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { AircallSimulatorOptions } from '../../simulators/aircall/aircall-options.ts';
import { type AircallSimulator, startAircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { freePorts } from '../../simulators/temporal/free-ports.ts';
import { startTemporalServer } from '../../simulators/temporal/start-temporal-server.ts';

/** All that a process of the service needs around it: a Temporal server as it comes, and both stand-ins. */
export interface Stage {
  front: FrontSimulator;
  aircall: AircallSimulator;
  client: Client;
  temporal: { address: string; pid: number | undefined; metricsUrl: string };
  /** What a process of the service is told. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

interface StageOptions {
  /** Callthread's preferences. */
  yaml: string;
  front?: FrontSimulatorOptions;
  aircall?: AircallSimulatorOptions;
}

const webhookToken = 'bench-webhook-token-0001';

/** Nobody is told: the benchmark posts the webhooks itself. */
const nowhere = 'http://127.0.0.1:9';

export async function openStage({ yaml, front: frontOptions, aircall: aircallOptions }: StageOptions): Promise<Stage> {
  // A server that others use as well would count their work with ours.
  delete process.env['TEMPORAL_ADDRESS'];
  const folder = await mkdtemp(join(tmpdir(), 'callthread-bench-'));
  const configFile = join(folder, 'callthread.yaml');
  await writeFile(configFile, yaml);
  const [metricsPort = 0] = await freePorts(1);
  const temporal = await startTemporalServer({
    dataFile: join(folder, 'temporal.db'),
    uiPort: false,
    metricsPort,
    report: console.error,
  });
  const front = await startFrontSimulator({ importDelayMs: 20, ...frontOptions });
  const aircall = await startAircallSimulator({ timeScale: 0.0001, ...aircallOptions });
  aircall.addWebhook({ url: nowhere, token: webhookToken }).active = false;
  const connection = await Connection.connect({ address: temporal.address });
  return {
    front,
    aircall,
    client: new Client({ connection }),
    temporal: { address: temporal.address, pid: temporal.pid, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` },
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
    },
    async close() {
      await connection.close();
      await temporal.stop();
      await Promise.all([front.close(), aircall.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
