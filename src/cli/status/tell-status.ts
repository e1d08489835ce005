import { callStates } from '../../../workflows/messages.ts';
import type { LastReconcile } from '../../adapters/temporal/last-reconcile.ts';
import { showTime } from '../../domain/show-time.ts';
import { tellCounts } from '../tell-counts.ts';
import type { Status } from './read-status.ts';

/** A schedule does it every half hour. */
const longestSinceReconcileSeconds = 2 * 3600;

/** @returns one screen: what is well, and a line for each thing that needs a person */
export function tellStatus(status: Status, nowMs: number): string {
  const { service, temporal, front } = status;
  const rows: Array<[label: string, text: string]> = [
    ['service', service.alive ? `answers at ${service.address}` : `not seen at ${service.address}: ${service.reason}`],
  ];
  if ('problem' in temporal) {
    rows.push(['Temporal', temporal.problem]);
  } else {
    const { workers, byState, parked, lastReconcile } = temporal;
    rows.push(['workers', String(workers)]);
    rows.push(['calls', callStates.map((state) => `${byState[state]} ${state}`).join(', ')]);
    const failures = parked.map(({ failure, count }) => `${count} ${failure}`).join(', ');
    rows.push(['parked', failures === '' ? 'none' : failures]);
    rows.push(['reconcile', tellReconcile(lastReconcile)]);
    rows.push(['webhook', tellWebhook(lastReconcile)]);
  }
  rows.push([
    'Front limit',
    'problem' in front
      ? front.problem
      : front.limitPerMinute === null
        ? 'Front does not say'
        : `${front.limitPerMinute} a minute${front.left === null ? '' : `, ${front.left} left`}`,
  ]);
  const needed = needsPerson(status, nowMs);
  return [
    ...rows.map(([label, text]) => `${label.padEnd(12)}${text}`),
    '',
    ...(needed.length === 0 ? ['Nothing needs a person.'] : needed.map((line) => `! ${line}`)),
  ].join('\n');
}

/** @returns what somebody has to do, a sentence each */
export function needsPerson({ service, temporal, front }: Status, nowMs: number): string[] {
  const needed: string[] = [];
  if (!service.alive && !service.answered && service.configured) {
    needed.push(
      `The service is not reached (${service.reason}). See that it runs: callthread start, or callthread api`,
    );
  }
  if ('problem' in temporal) needed.push(temporal.problem);
  else {
    const { workers, parked, lastReconcile } = temporal;
    if (workers === 0) needed.push('No worker runs, and no call is logged. Start one: callthread start');
    if (parked.length > 0) {
      needed.push('Calls are parked. See why (docs/operations.md), then: callthread retry --all, or skip');
    }
    if (lastReconcile !== null && lastReconcile.outcome === null) {
      needed.push('The last reconcile failed. See why in Temporal, or give it again: callthread reconcile');
    }
    const state = lastReconcile?.outcome?.webhook.status;
    if (state === 'not found' || state === 'not enabled') {
      needed.push(`Aircall's webhook is ${state}. Put it right: callthread webhooks register`);
    }
    const sinceSeconds = nowMs / 1000 - (lastReconcile?.endedAtSeconds ?? 0);
    if (lastReconcile !== null && sinceSeconds > longestSinceReconcileSeconds) {
      needed.push('No reconcile for more than two hours: is the schedule callthread-reconcile paused in Temporal?');
    }
  }
  if ('problem' in front) needed.push(front.problem);
  return needed;
}

function tellReconcile(last: LastReconcile | null): string {
  if (last === null) return 'none yet';
  const when = showTime(last.endedAtSeconds);
  return last.outcome === null ? `${when}: failed` : `${when}: ${tellCounts(last.outcome.counts)}`;
}

function tellWebhook(last: LastReconcile | null): string {
  if (last?.outcome === null || last === null) return 'not known: no reconcile has looked';
  const { status, notes } = last.outcome.webhook;
  return `${status}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}, as of the last reconcile`;
}
