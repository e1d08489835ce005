import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type AircallSimulator, startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { type FrontSimulator, startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { freePorts } from '../../../simulators/temporal/free-ports.ts';
import type { Closing } from './closing.ts';
import { aircallCompany, frontCompany } from './company.ts';
import type { Addresses } from './draw-frame.ts';
import { demoPreferences, requestsPerMinute, serviceEnvironment, variablesFile } from './service-settings.ts';
import type { StageOptions } from './stage-options.ts';
import { startService } from './start-service.ts';
import { startTemporal } from './start-temporal.ts';

/** Aircall's events come ten times faster than in life: call.ended three seconds after the hang-up, not thirty. */
export const timeScale = 0.1;

/** All that the demo plays on. */
export interface Stage {
  aircall: AircallSimulator;
  front: FrontSimulator;
  client: Client;
  addresses: Addresses;
  /** Rejects when the service ends by itself. */
  serviceEnded: Promise<never>;
}

/**
 * Starts the stand-ins, a Temporal server, and Callthread in a process of its own.
 * @param closing takes what ends each part, from its start on
 * @throws {Error} in words for people, when a part does not start
 */
export async function openStage(options: StageOptions, closing: Closing): Promise<Stage> {
  const { folder, logFile, language, signal } = options;
  const tokens = { front: token(), aircall: token(), webhook: token(), admin: token(), plugin: token() };
  const [port = 0] = await freePorts(1);
  const serviceUrl = `http://127.0.0.1:${port}`;
  const front = await startFrontSimulator({
    ...frontCompany,
    port: options.pagePort ?? 0,
    token: tokens.front,
    requestsPerMinute,
    frontRules: true,
    appUrl: `${serviceUrl}/`,
    pluginUrl: `${serviceUrl}/plugin?auth_secret=${tokens.plugin}`,
  });
  closing.push(() => front.close());
  const aircall = await startAircallSimulator({
    apiId: 'demo',
    apiToken: tokens.aircall,
    timeScale,
    seeds: aircallCompany,
  });
  closing.push(() => aircall.close());

  const temporal = await startTemporal(options, closing);
  const connection = await Connection.connect({ address: temporal.address });
  closing.push(() => connection.close());
  const client = new Client({ connection, namespace: temporal.namespace });

  const preferencesFile = join(folder, 'callthread.yaml');
  await writeFile(preferencesFile, demoPreferences(language));
  const environment = serviceEnvironment(process.env, {
    port,
    temporal,
    frontUrl: front.url,
    aircallUrl: aircall.url,
    tokens,
    preferencesFile,
    dataFolder: join(folder, 'data'),
  });
  const environmentFile = join(folder, '.env');
  await writeFile(environmentFile, variablesFile(environment), { mode: 0o600 });
  const service = await startService(environment, { port, logFile, signal });
  closing.push(() => service.stop());
  aircall.addWebhook({ url: `${serviceUrl}/webhooks/aircall`, token: tokens.webhook });
  // No new event reaches a service that is finishing.
  closing.push(async () => aircall.state.webhooks.clear());

  const addresses = {
    inboxUrl: front.url,
    aircallUrl: aircall.url,
    adminUrl: serviceUrl,
    adminToken: tokens.admin,
    temporalUrl: temporal.uiUrl ?? '',
    environmentFile,
    logFile,
  };
  return { aircall, front, client, addresses, serviceEnded: service.ended };
}

function token(): string {
  return randomBytes(16).toString('hex');
}
