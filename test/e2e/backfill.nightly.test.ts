import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFullSize } from '../full-size.ts';
import { playPastCall } from '../workflows/play-past-call.ts';
import { entriesOf } from './entries-of.ts';
import { runCommand, startCommand } from './run-command.ts';
import { type StartedService, startService } from './start-service.ts';
import { openTown, type Town } from './town.ts';

const calls = isFullSize ? 40 : 16;
const callers = isFullSize ? 15 : 7;

let town: Town;
let service: StartedService;
beforeAll(async () => {
  town = await openTown('front: { requestsPerMinute: 100000 }\n');
  service = await startService(town.environment);
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

it('a backfill resumes after its command and worker are killed, with original times and no duplicates', async () => {
  const thirtyDaysAgo = Math.floor(Date.now() / 1000) - 30 * 86_400;
  const startedAt = new Map<number, number>();
  for (let index = 0; index < calls; index += 1) {
    const startedAtSeconds = thirtyDaysAgo + index * 60;
    const caller = `+44 20 7946 ${2000 + (index % callers)}`;
    const answered = { agent: 70001, talkSeconds: 20, recording: { availableAfterMs: 0 } };
    const id = await playPastCall(town.aircall, { startedAtSeconds, caller, ...answered });
    startedAt.set(id, startedAtSeconds);
  }
  const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
  const args = ['backfill', '--from', day(thirtyDaysAgo), '--to', day(thirtyDaysAgo + 86_400)];
  const count = await runCommand([...args, '--dry-run'], town.environment);
  expect(count).toMatchObject({ code: 0, stderr: '' });
  expect(count.stdout).toContain(`${calls} calls seen, ${calls} to be logged, 0 known.`);
  expect(town.front.state.conversations).toEqual([]);

  const killed = startCommand(args, town.environment);
  const written = () => town.front.state.conversations.flatMap(({ messages }) => messages).length;
  await expect.poll(written, { timeout: 120_000 }).toBeGreaterThan(calls / 3);
  expect(killed.stdout()).toContain("Logging Aircall's calls from");
  killed.kill('SIGKILL');
  await service.stop('SIGKILL');
  const then = written();
  service = await startService(town.environment);

  const { code, stdout } = await runCommand(args, town.environment);
  expect(stdout).toContain("Continuing to log Aircall's calls from");
  expect(stdout).toContain(`${calls} calls seen, ${calls} started, 0 known.`);
  expect(code).toBe(0);
  await town.front.settled();
  expect(then).toBeLessThan(3 * calls);
  for (const [id, at] of startedAt) {
    expect(entriesOf(town.front, id)).toEqual([
      [`aircall-${id}-call`, at],
      [`aircall-${id}-duration`, at + 25],
      [`aircall-${id}-recording`, at + 26],
    ]);
  }
  expect(town.front.state.conversations).toHaveLength(callers);
  expect(new Set(town.front.state.conversations.map(({ status }) => status))).toEqual(new Set(['archived']));
  expect((await runCommand(args, town.environment)).stdout).toContain(
    `${calls} calls seen, 0 started, ${calls} known.`,
  );
}, 600_000);
