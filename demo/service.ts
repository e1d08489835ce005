import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { spawnTied, type Tied } from '../simulators/temporal/spawn-tied.ts';
import { variableNames } from '../src/config/environment.ts';
import type { Language } from '../src/texts/texts.ts';
import { lines } from './company.ts';

const startLimitMs = 60_000;
/** A stopping worker lets its activities finish for twenty seconds at most. */
const stopLimitMs = 30_000;

export interface DemoService {
  /** Rejects when the service ends by itself, with its last lines. */
  ended: Promise<never>;
  /** Asks the service to finish and waits until it has. */
  stop(): Promise<void>;
}

/**
 * Starts `callthread start` in a process of its own, which cannot outlive this one, and waits until it takes webhooks.
 * @throws {Error} with its last lines when it does not come up
 */
export async function startService(
  environment: NodeJS.ProcessEnv,
  { port, logFile, signal }: { port: number; logFile: string; signal: AbortSignal },
): Promise<DemoService> {
  const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
  const service = spawnTied(process.execPath, [main, 'start'], environment);
  const log = createWriteStream(logFile);
  service.child.stdout?.pipe(log, { end: false });
  service.child.stderr?.pipe(log, { end: false });
  const ended = service.ended.then(({ how, lastLines }) => {
    throw new Error(`The service ended (${how}):\n${lastLines}`);
  });
  ended.catch(() => {});
  const stop = async (): Promise<void> => {
    await end(service);
    log.end();
  };
  try {
    await Promise.race([untilReady(`http://127.0.0.1:${port}/readyz`, signal), ended]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ended, stop };
}

async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  const startedAtMs = Date.now();
  for (;;) {
    signal.throwIfAborted();
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() - startedAtMs > startLimitMs) throw new Error(`The service is not ready after a minute (${url})`);
    await sleep(200, undefined, { signal });
  }
}

async function end(service: Tied): Promise<void> {
  service.kill('SIGTERM');
  const patience = setTimeout(() => service.kill('SIGKILL'), stopLimitMs);
  await service.ended.finally(() => clearTimeout(patience));
}

/** Of the stand-in's company as well as of the configuration: twenty calls in a minute are more than a small plan allows. */
export const requestsPerMinute = 600;

/** @returns the YAML file of the demo's service: a voicemail's three minutes last six seconds, so that a morning takes one. */
export function demoPreferences(language: Language): string {
  return stringify({
    language,
    front: { inbox: 'Aircall Phone', requestsPerMinute },
    lines: {
      [lines.support.number]: { name: 'Support' },
      [String(lines.sales.id)]: { name: 'Sales', inbox: 'Sales' },
    },
    agents: { 'ada@phones.example': 'ada@desk.example' },
    tags: { Billing: 'billing' },
    voicemail: { delay: '6s', settle: '3s', giveUpAfter: '5m' },
  });
}

export interface ServiceAddresses {
  port: number;
  temporal: { address: string; namespace: string; uiUrl: string | undefined };
  frontUrl: string;
  aircallUrl: string;
  /** Of this demo alone. */
  tokens: { front: string; aircall: string; webhook: string; admin: string; plugin: string };
  preferencesFile: string;
  dataFolder: string;
}

/**
 * The environment of the demo's service. Whatever Callthread or Temporal would read of the caller's environment is left
 * out: a demo must never reach a real account, nor a server that others use.
 */
export function serviceEnvironment(environment: NodeJS.ProcessEnv, addresses: ServiceAddresses): NodeJS.ProcessEnv {
  const { port, temporal, frontUrl, aircallUrl, tokens, preferencesFile, dataFolder } = addresses;
  const rest = Object.entries(environment).filter(([name]) => !variableNames.includes(name));
  return {
    ...Object.fromEntries(rest),
    PORT: String(port),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    FRONT_API_URL: frontUrl,
    FRONT_API_TOKEN: tokens.front,
    AIRCALL_API_URL: aircallUrl,
    AIRCALL_API_ID: 'demo',
    AIRCALL_API_TOKEN: tokens.aircall,
    AIRCALL_WEBHOOK_TOKEN: tokens.webhook,
    CALLTHREAD_ADMIN_TOKEN: tokens.admin,
    FRONT_PLUGIN_SECRET: tokens.plugin,
    ...(temporal.uiUrl === undefined ? {} : { TEMPORAL_UI_URL: temporal.uiUrl }),
    CALLTHREAD_CONFIG: preferencesFile,
    CALLTHREAD_DATA: dataFolder,
  };
}

/** @returns what commands are to be told to work on the demo's service: a file for Node's `--env-file` and for shells */
export function variablesFile(environment: NodeJS.ProcessEnv): string {
  return variableNames
    .flatMap((name) => (environment[name] === undefined ? [] : [`${name}='${environment[name]}'\n`]))
    .join('');
}
