import { expect, it } from 'vitest';
import { chaosModes, chaosSeed } from '../chaos-options.ts';
import { runChaos } from '../run-chaos.ts';

/** A comment that may have been written is looked for during five minutes, and those of one call come one after another. */
const calmMs = 15 * 60_000;

const { CHAOS_CALLS = '500', CHAOS_MODE } = process.env;
const calls = Number(CHAOS_CALLS);
const minutes = 60_000;

/** In the other modes than kills, so many times fewer calls. */
const share = { kills: 1, 'rolling restart': 3, 'front limit': 5 };

it.each(chaosModes.filter((mode) => CHAOS_MODE === undefined || mode === CHAOS_MODE))(
  '%s: every call is logged exactly once',
  { timeout: 30 * minutes },
  async (mode) => {
    const count = Math.ceil(calls / share[mode]);
    const arrivalMs = Math.max(10_000, count * 150);
    const { figures, violations } = await runChaos({
      seed: chaosSeed(),
      mode,
      calls: count,
      comments: true,
      arrivalMs,
      stormMs: arrivalMs + 20_000,
      calmMs,
    });
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    expect(violations.join('\n\n')).toBe('');
  },
);
