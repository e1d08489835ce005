import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { onTestFinished } from 'vitest';
import type { AircallSimulatorOptions } from '../../../simulators/aircall/aircall-options.ts';
import type { AircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../../simulators/front/front-options.ts';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { neededEvents } from '../../../src/domain/call-event.ts';
import { healthz } from '../../../src/http/probes.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { openVendors } from '../../kit/vendors.ts';

/** What may be wrong with a set-up; with nothing of it, it is sound. */
export interface SetupOptions {
  yaml?: string;
  /** Over what a sound one has; an empty value is one that is not set. */
  environment?: Record<string, string>;
  front?: FrontSimulatorOptions;
  aircall?: AircallSimulatorOptions;
  /** Whether Aircall has the webhook. */
  webhook?: boolean;
  after?: (setup: Setup) => unknown;
}

export interface Setup {
  front: FrontSimulator;
  aircall: AircallSimulator;
  publicUrl: string;
  environment: Record<string, string>;
  folder: string;
}

export const webhookToken = 'test-webhook-token-0001';

const users = [
  { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
  { id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' },
];

const soundYaml = `
lines:
  "+442079460101": { inbox: Support }
agents:
  ben.backup@example.com: carla.calls@example.com
tags: { Billing: billing }
rules:
  - { on: comment, contains: Test, tag: Follow-up, untagOnArchive: true }
  - { on: voicemail, moveTo: Voicemail, moveBackOnArchive: true }
`;

/** Both simulators, a service that is alive, and an environment that names them; all end with the test. */
export async function openSetup(temporalAddress: string, options: SetupOptions): Promise<Setup> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-doctor-'));
  const configFile = join(folder, 'callthread.yaml');
  await writeFile(configFile, options.yaml ?? soundYaml);
  const vendors = await openVendors({
    front: { requestsPerMinute: 100, ...options.front },
    aircall: { seeds: { users }, timeScale: 0.001, ...options.aircall },
  });
  const { front, aircall } = vendors;
  const service = createServer(express().use(healthz())).listen(0, '127.0.0.1');
  await once(service, 'listening');
  onTestFinished(async () => {
    service.close();
    await rm(folder, { recursive: true, force: true });
    await vendors.close();
  });
  const publicUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  if (options.webhook !== false) {
    aircall.addWebhook({
      url: `${publicUrl}/webhooks/aircall`,
      token: webhookToken,
      events: neededEvents(preferencesWith()),
    });
  }
  const environment = {
    CALLTHREAD_CONFIG: configFile,
    CALLTHREAD_DATA: folder,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: 'sound',
    ...vendors.environment,
    FRONT_WEBHOOK_SECRET: 'front-signing-key-0001',
    AIRCALL_WEBHOOK_TOKEN: webhookToken,
    CALLTHREAD_ADMIN_TOKEN: '0123456789abcdef0123456789abcdef',
    PUBLIC_URL: publicUrl,
    ...options.environment,
  };
  const setup = { front, aircall, publicUrl, environment, folder };
  await options.after?.(setup);
  return setup;
}
