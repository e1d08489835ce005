import { expect, it } from 'vitest';
import { chaosSeed } from './chaos-options.ts';
import { runChaos } from './run-chaos.ts';

it('logs every call exactly once through faults and kills', { timeout: 480_000 }, async () => {
  const { figures, violations } = await runChaos({
    seed: chaosSeed(),
    mode: 'kills',
    calls: 20,
    arrivalMs: 6000,
    stormMs: 10_000,
    // A comment whose answer is lost is looked for over five minutes before it is written again.
    calmMs: 360_000,
  });
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  expect(violations.join('\n\n')).toBe('');
});
