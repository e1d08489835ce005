import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { callStates } from '../../../workflows/messages.ts';
import { readIdentity } from '../../adapters/front/identity.ts';
import { countStates } from '../../adapters/temporal/calls/call-state.ts';
import { countParkedFailures } from '../../adapters/temporal/calls/parked-calls.ts';
import { type LastReconcile, readLastReconcile } from '../../adapters/temporal/operations/reconcile.ts';
import { readScheduleState, type ScheduleState, unpauseCommand } from '../../adapters/temporal/operations/schedule.ts';
import { callTaskQueue, countWorkersNow } from '../../adapters/temporal/operations/workers.ts';
import { loadConfig } from '../../config/config.ts';
import { showTime } from '../../domain/call-lists.ts';
import { readHealth } from '../read-health.ts';
import { CommandError, explainVendorFault } from '../terminal/errors.ts';
import { describeCounts } from '../terminal/follow-run.ts';
import { withTemporal } from '../terminal/temporal.ts';

const examples = `
Examples:
  callthread status
  callthread status --json | jq .needsPerson

Exit codes: 0 nothing needs a person; 1 something does; 78 invalid configuration.`;

/** `callthread status`: the state of the service on one screen. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('show the service on one screen: workers, calls by state, parked calls, the last reconcile')
    .option('--json', 'print JSON', false)
    .addHelpText('after', examples)
    .action(async ({ json }: { json: boolean }) => {
      const status = await readStatus(process.env, process.cwd());
      const nowMs = Date.now();
      const needed = needsPerson(status, nowMs);
      console.log(json ? JSON.stringify({ needsPerson: needed, ...status }, null, 2) : formatStatus(status, nowMs));
      process.exitCode = needed.length === 0 ? 0 : 1;
    });
}

const timeoutMs = 5000;

interface TemporalStatus {
  workers: number;
  byState: Awaited<ReturnType<typeof countStates>>;
  /** All parked workflows of any type, most frequent failure first. */
  parked: Array<{ failure: string; count: number }>;
  lastReconcile: LastReconcile | null;
  /** Of the reconcile; null when the server does not show it. */
  schedule: ScheduleState | null;
  namespace: string;
}

interface Status {
  /** `configured`: PUBLIC_URL is set; otherwise the service is looked for on this machine. */
  service: { address: string; configured: boolean } & Awaited<ReturnType<typeof readHealth>>;
  /** Or why Temporal could not be read. */
  temporal: { problem: string } | TemporalStatus;
  /** Front's requests per minute and how many are left; or why they could not be read. */
  front: { problem: string } | Pick<Awaited<ReturnType<typeof readIdentity>>, 'limitPerMinute' | 'left'>;
}

/** Reads the state of the service from outside. @throws {ConfigError} when the configuration is invalid */
export async function readStatus(environment: NodeJS.ProcessEnv, cwd: string): Promise<Status> {
  const { http, front } = loadConfig(environment, cwd, { webhookToken: false });
  const address = http.publicUrl ?? `http://127.0.0.1:${http.port}`;
  const [health, temporal, limit] = await Promise.all([
    readHealth(address),
    withTemporal(environment, readTemporal).catch(toTemporalProblem),
    readIdentity(front).then(({ limitPerMinute, left }) => ({ limitPerMinute, left }), toFrontProblem),
  ]);
  return { service: { address, configured: http.publicUrl !== null, ...health }, temporal, front: limit };
}

async function readTemporal(client: Client): Promise<TemporalStatus> {
  const workers = await countWorkersNow(client, callTaskQueue);
  const byState = await countStates(client);
  const failures = [...(await countParkedFailures(client, timeoutMs))].filter(([, count]) => count > 0);
  const parked = failures.map(([failure, count]) => ({ failure, count })).toSorted((a, b) => b.count - a.count);
  const lastReconcile = await readLastReconcile(client);
  const schedule = await readScheduleState(client);
  return { workers, byState, parked, lastReconcile, schedule, namespace: client.options.namespace };
}

function toTemporalProblem(error: unknown): { problem: string } {
  if (error instanceof CommandError) return { problem: error.message };
  throw error;
}

function toFrontProblem(error: unknown): { problem: string } {
  const fault = explainVendorFault(error);
  if (fault === null) throw error;
  return { problem: `${fault.found}. ${fault.remedy}` };
}

/** The schedule runs it every half hour. */
const maxSinceReconcileSeconds = 2 * 3600;

/** @returns one screen, ending with a line for each thing that needs a person */
export function formatStatus(status: Status, nowMs: number): string {
  const { service, temporal, front } = status;
  const rows: Array<[label: string, text: string]> = [
    [
      'service',
      service.alive ? `answers at ${service.address}` : `not reached at ${service.address}: ${service.reason}`,
    ],
  ];
  if ('problem' in temporal) {
    rows.push(['Temporal', temporal.problem]);
  } else {
    const { workers, byState, parked, lastReconcile } = temporal;
    rows.push(['workers', String(workers)]);
    rows.push(['calls', callStates.map((state) => `${byState[state]} ${state}`).join(', ')]);
    const failures = parked.map(({ failure, count }) => `${count} ${failure}`).join(', ');
    rows.push(['parked', failures === '' ? 'none' : failures]);
    rows.push(['reconcile', describeReconcile(lastReconcile)]);
    rows.push(['webhook', describeWebhook(lastReconcile)]);
  }
  rows.push([
    'Front limit',
    'problem' in front
      ? front.problem
      : front.limitPerMinute === null
        ? 'not reported by Front'
        : `${front.limitPerMinute} a minute${front.left === null ? '' : `, ${front.left} left`}`,
  ]);
  const needed = needsPerson(status, nowMs);
  return [
    ...rows.map(([label, text]) => `${label.padEnd(12)}${text}`),
    '',
    ...(needed.length === 0 ? ['Nothing needs a person.'] : needed.map((line) => `! ${line}`)),
  ].join('\n');
}

/** @returns what a person has to do, one sentence each */
export function needsPerson({ service, temporal, front }: Status, nowMs: number): string[] {
  const needed: string[] = [];
  if (!service.alive && !service.answered && service.configured) {
    needed.push(
      `The service does not answer (${service.reason}). Check that it is running: callthread start, or callthread api`,
    );
  }
  if ('problem' in temporal) needed.push(temporal.problem);
  else {
    const { workers, parked, lastReconcile, schedule, namespace } = temporal;
    if (workers === 0) needed.push('No worker is running, so no call is logged. Start one: callthread start');
    if (parked.length > 0) {
      needed.push('Calls are parked. Find out why (docs/operations.md), then: callthread retry --all, or skip');
    }
    if (lastReconcile !== null && lastReconcile.outcome === null) {
      needed.push('The last reconcile failed. See why in Temporal, or run it again: callthread reconcile');
    }
    const state = lastReconcile?.outcome?.webhook.status;
    if (state === 'not found' || state === 'not enabled') {
      needed.push(`Aircall's webhook is ${state}. Repair it: callthread webhooks register`);
    }
    const sinceSeconds = nowMs / 1000 - (lastReconcile?.endedAtSeconds ?? 0);
    if (schedule === 'paused') {
      needed.push(`The schedule callthread-reconcile is paused. Resume it: ${unpauseCommand(namespace)}`);
    } else if (schedule === 'missing' && workers > 0) {
      needed.push('The schedule callthread-reconcile does not exist. Restart a worker: it creates it, or logs why not');
    } else if (lastReconcile !== null && sinceSeconds > maxSinceReconcileSeconds) {
      needed.push('No reconcile in the last two hours. Look for the runs of callthread-reconcile in Temporal');
    }
  }
  if ('problem' in front) needed.push(front.problem);
  return needed;
}

function describeReconcile(last: LastReconcile | null): string {
  if (last === null) return 'none yet';
  const when = showTime(last.endedAtSeconds);
  return last.outcome === null ? `${when}: failed` : `${when}: ${describeCounts(last.outcome.counts)}`;
}

function describeWebhook(last: LastReconcile | null): string {
  if (last?.outcome === null || last === null) return 'unknown: no reconcile has checked it';
  const { status, notes } = last.outcome.webhook;
  return `${status}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}, as of the last reconcile`;
}
