import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { spawnTied, type Tied } from '../simulators/programs/spawn-tied.ts';
import { variableNames } from '../src/config/environment.ts';
import { callBackTag, lines } from './company.ts';
import { type DemoLanguage, sayIn } from './story.ts';

const startLimitMs = 60_000;
/** Draining takes a worker at most 20 s. */
const stopLimitMs = 30_000;

export interface DemoService {
  /** Rejects with the service's last lines when it exits unexpectedly. */
  ended: Promise<never>;
  /** Stops the service and waits until it has finished. */
  stop(): Promise<void>;
}

/**
 * Runs `callthread start` in a process that cannot outlive this one, and waits until it accepts webhooks.
 * @throws {Error} with its last lines when it does not start
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

/** For the simulator and the configuration alike: 20 calls a minute exceed the limit of a small plan. */
export const requestsPerMinute = 600;

/** @returns the service's YAML file; it shortens the waits for a voicemail and for AI notes to seconds. */
export function demoPreferences(language: DemoLanguage): string {
  const say = sayIn(language);
  return stringify({
    language,
    front: { inbox: 'Aircall Phone', requestsPerMinute },
    lines: {
      [lines.support.number]: { name: 'Support' },
      [String(lines.sales.id)]: { name: 'Sales', inbox: 'Sales' },
    },
    agents: { 'ada@phones.example': 'ada@desk.example' },
    tags: { Billing: 'billing' },
    card: { enabled: true },
    voicemail: { delay: '6s', settle: '3s', giveUpAfter: '5m' },
    ai: { gather: '3s' },
    callbacks: {
      on: ['missed'],
      minTalk: '10s',
      steps: [
        { after: '0s', tag: callBackTag(say) },
        { after: '30m', comment: say('Not called back yet.', 'Pas encore rappelé.') },
      ],
    },
  });
}

export interface ServiceAddresses {
  port: number;
  temporal: { address: string; namespace: string; uiUrl: string | undefined };
  frontUrl: string;
  aircallUrl: string;
  /** Generated for this demo. */
  tokens: { front: string; aircall: string; webhook: string; admin: string; plugin: string };
  preferencesFile: string;
  dataFolder: string;
}

/**
 * The environment of the demo's service. It omits every variable of Callthread and Temporal that the user has set: a demo
 * must never reach a real account or a shared server.
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

/** @returns a file for Node's `--env-file` and for shells, for running commands against the demo */
export function variablesFile(environment: NodeJS.ProcessEnv): string {
  return variableNames
    .flatMap((name) => (environment[name] === undefined ? [] : [`${name}='${environment[name]}'\n`]))
    .join('');
}
