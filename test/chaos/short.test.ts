import { expect, it } from 'vitest';
import { chaosSeed } from './chaos-options.ts';
import { runChaos } from './run-chaos.ts';

it('logs every call exactly once through faults and kills', { timeout: 900_000 }, async () => {
  const seed = chaosSeed();
  // First of all, for a run that does not come to its end.
  process.stdout.write(`CHAOS_SEED=${seed}\n`);
  const { figures, violations } = await runChaos({
    seed,
    mode: 'kills',
    calls: 20,
    arrivalMs: 6000,
    // `activities/lost-answers` and the nightly storms lose the answers to comments.
    comments: false,
    stormMs: 10_000,
    calmMs: 360_000,
  });
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  expect(violations.join('\n\n')).toBe('');
});
