import { expect, it } from 'vitest';
import { chaosSeed } from './chaos-options.ts';
import { runChaos } from './run-chaos.ts';

it('logs every call exactly once through faults and kills', { timeout: 480_000 }, async () => {
  const { figures, violations } = await runChaos({
    seed: chaosSeed(),
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
