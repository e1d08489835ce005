import { setTimeout as sleep } from 'node:timers/promises';
import { startServiceGroup } from '../e2e/service-group.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { armFaults } from './arm-faults.ts';
import { awaitDone, countFailures, watchParked } from './await-done.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { checkCallers } from './check-callers.ts';
import { checkCalls } from './check-calls.ts';
import { countRequests, faultsHit } from './count-requests.ts';
import { describeTraces } from './describe-traces.ts';
import { drawFor } from './draw.ts';
import { keepTemporalUsable } from './keep-temporal-usable.ts';
import { playCalls } from './play-calls.ts';
import { postWebhooks } from './post-webhooks.ts';
import { letStrike } from './strikes.ts';
import type { Violation } from './violations.ts';

/** Front's limit in the mode that has one: too little for the run's busiest minute. */
const fewPerMinute = 600;

/** At most so many violations are printed with their traces. */
const maxExplained = 5;

export interface ChaosResult {
  violations: string[];
  figures: Record<string, unknown>;
}

/** One run: a storm between simulators and a Temporal server of its own. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const limited = options.mode === 'front limit';
  const draw = drawFor(options.seed, 'town');
  const yaml = [
    'voicemail: { delay: 3s, settle: 1s, giveUpAfter: 10m }',
    `recordings: ${draw.pick(['link', 'attach'])}`,
    `front: { requestsPerMinute: ${limited ? fewPerMinute : 100_000} }`,
    'lines: { "50001": { inbox: Support }, "50002": { inbox: Sales }, "50003": { inbox: Voicemail } }',
  ].join('\n');
  const importDelayMs = draw.between(200, 3000);
  const requestsPerMinute = limited ? fewPerMinute : 0;
  const town = await openTown(yaml, { importDelayMs, seed: options.seed, requestsPerMinute }, { ownTemporal: true });
  let result: ChaosResult;
  try {
    result = await survive(town, options);
  } finally {
    await town.close();
  }
  const { pid } = town.temporal;
  const left = pid !== undefined && isAlive(pid) ? ['the Temporal server was left behind'] : [];
  return { figures: { importDelayMs, ...result.figures }, violations: [...result.violations, ...left] };
}

/**
 * Calls, their webhooks and the storm at the same time; then calm, until all is done; then Front is compared with what the
 * calls' scripts ask for.
 */
async function survive(town: Town, options: ChaosOptions): Promise<ChaosResult> {
  const { seed, mode, calls, stormMs, calmMs } = options;
  // Delivers no webhooks: the run posts the events itself.
  town.aircall.addWebhook({ url: 'http://127.0.0.1:9', token: 'test-webhook-token-0001' }).active = false;
  const group = await startServiceGroup(town.environment);
  const watch = watchParked(town);
  const server = keepTemporalUsable(town);
  const posts = postWebhooks(town, group.url, seed);
  try {
    const startedAtMs = Date.now();
    armFaults(seed, { front: town.front.faults, aircall: town.aircall.faults });
    const [played, ended] = await Promise.all([playCalls(town, options), letStrike(town, group, options)]);
    await sleep(Math.max(0, startedAtMs + stormMs - Date.now()));
    // While workers restart on a busy machine little is asked: a storm that has hit nothing would prove nothing.
    const latestMs = startedAtMs + stormMs + calmMs;
    while (faultsHit(town) < calls / 2 && Date.now() < latestMs) await sleep(200);
    const calmAtMs = Date.now();
    const hits = faultsHit(town);
    town.front.faults.clear();
    town.aircall.faults.clear();
    await town.aircall.settled();
    const { posts: posted, refused } = await posts.delivered();
    const ids = played.map(({ id }) => id);
    const open = await awaitDone(town, ids, calmAtMs + calmMs);
    const doneAtMs = Date.now();
    await town.front.settled();
    const found: Violation[] = [
      ...(hits < calls / 2 ? [{ what: `only ${hits} faults struck: the run proves too little`, traces: [] }] : []),
      ...open.map((id) => ({ what: `${id} is still open`, traces: id.match(/\d{7}/g) ?? [] })),
      ...[...watch.parked].map((id) => ({ what: `${id} was parked`, traces: id.match(/\d{7}/g) ?? [] })),
      ...checkCalls(town.front, played),
      ...checkCallers(town.front, played),
    ];
    if (open.length > 0)
      found.push({ what: `the Temporal server said last: ${town.temporal.lastLines()}`, traces: [] });
    const failures = await countFailures(town, ids);
    const explained = await Promise.all(
      found.slice(0, maxExplained).map((violation) => describeTraces(town, violation)),
    );
    await group.stop();
    const left = group
      .pids()
      .filter(isAlive)
      .map((pid) => `process ${pid} was left behind`);
    const violations = [
      ...explained,
      ...found.slice(maxExplained).map(({ what }) => what),
      ...group.collapses,
      ...left,
    ];
    const figures = {
      seed,
      mode,
      calls,
      posts: posted,
      'posts refused and repeated': refused,
      'processes ended': ended,
      'Temporal servers that were stuck, and restarted': server.restarts(),
      ...countRequests(town),
      ...failures,
      'storm, seconds': Math.round((calmAtMs - startedAtMs) / 1000),
      'calm until done, seconds': Math.round((doneAtMs - calmAtMs) / 1000),
      violations: violations.length,
    };
    return { violations: violations.length === 0 ? [] : [`CHAOS_SEED=${seed}`, ...violations], figures };
  } finally {
    posts.stop();
    watch.stop();
    await server.stop();
    await group.stop();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
