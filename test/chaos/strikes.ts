import { setTimeout as sleep } from 'node:timers/promises';
import { type Member, members, type ServiceGroup } from '../e2e/service-group.ts';
import type { Town } from '../e2e/town.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { drawFor } from './draw.ts';

const others = ['both workers', 'temporal', 'media clock'] as const;
type Victim = Member | (typeof others)[number];
const victims: readonly [Victim, ...Victim[]] = [...others, ...members];

interface Strike {
  atMs: number;
  victim: Victim;
  /** How long it stays down. */
  downMs: number;
}

const rollingEveryMs = 10_000;
/** Longer than signed addresses of recordings live. */
const clockJumpMs = 601_000;

/** The kills of a run; in the first of them each victim is met once. */
function planStrikes({ seed, mode, stormMs }: ChaosOptions): Strike[] {
  if (mode !== 'kills') return [];
  const strikes: Strike[] = [];
  const shuffled = victims.toSorted((a, b) => drawFor(seed, a).between(0, 1e6) - drawFor(seed, b).between(0, 1e6));
  for (let atMs = 1500; atMs < stormMs; ) {
    const draw = drawFor(seed, 'strike', strikes.length);
    const victim = shuffled[strikes.length] ?? draw.pick(victims);
    strikes.push({ atMs, victim, downMs: draw.between(0, 2000) });
    atMs += draw.between(1500, 5000);
  }
  return strikes;
}

/** Lets them happen. @returns how many processes were killed or restarted */
export async function letStrike(town: Town, group: ServiceGroup, options: ChaosOptions): Promise<number> {
  const startedAtMs = Date.now();
  if (options.mode === 'rolling restart') return await rollOn(group, startedAtMs + options.stormMs);
  let ended = 0;
  for (const { atMs, victim, downMs } of planStrikes(options)) {
    await sleep(Math.max(0, startedAtMs + atMs - Date.now()));
    // On a busy machine restarts take long: those that would come after the storm are left out.
    if (Date.now() > startedAtMs + options.stormMs) break;
    if (victim === 'media clock') {
      await fetch(`${town.aircall.url}/_sim/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ms: clockJumpMs }),
      });
    } else if (victim === 'temporal') {
      ended += 1;
      await town.restartTemporal('SIGKILL');
    } else {
      const hit: Member[] = victim === 'both workers' ? ['worker 1', 'worker 2'] : [victim];
      ended += hit.length;
      await Promise.all(hit.map((member) => group.end(member, 'SIGKILL')));
      await sleep(downMs);
      await Promise.all(hit.map(group.start));
    }
  }
  return ended;
}

async function rollOn(group: ServiceGroup, untilMs: number): Promise<number> {
  let ended = 0;
  while (Date.now() + rollingEveryMs < untilMs) {
    await sleep(rollingEveryMs);
    const member: Member = ended % 2 === 0 ? 'worker 1' : 'worker 2';
    const code = await group.end(member, 'SIGTERM');
    if (code !== 0) throw new Error(`${member} was asked to stop and ended with ${code}`);
    await group.start(member);
    ended += 1;
  }
  return ended;
}
