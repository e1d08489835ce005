import { expect, it } from 'vitest';
import { isFullSize } from '../full-size.ts';
import { bodyOf } from './body-of.ts';
import { openStage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const calls = isFullSize ? 200 : 24;
const requestsPerMinute = 50;
/** The share of the limit that is used: a measurement, because beside other tests the machine may be too slow. */
const minUsed = isFullSize ? 0.8 : 0;
/** The minute of this test. */
const windowMs = 1_500;

it(`logs a burst of ${calls} calls at 50 requests a "minute" without a single refusal`, async () => {
  const stage = await openStage(
    'voicemail: { delay: 1s, settle: 100ms }\n',
    { requestsPerMinute, windowMs, importDelayMs: 5 },
    realHome,
  );
  const answered = bodyOf('a6-call.ended.inbound-answered');
  const ids = Array.from({ length: calls }, (_, index) => 7000 + index);
  await Promise.all(ids.map(async (id) => stage.deliver(await stage.now(answered, id, `+44 20 7947 ${id}`))));
  for (const id of ids) await stage.home.untilClosed(`call-${id}`);
  const { entries } = stage.front.journal;
  expect(entries.filter(({ status }) => status === 429)).toEqual([]);
  expect(stage.front.state.conversations).toHaveLength(calls);
  expect(new Set(stage.front.state.conversations.map(({ messages }) => messages.length))).toEqual(new Set([3]));
  // The first and the last window are not counted: the one is earned bit by bit, the other ends when the calls do.
  const [beganMs, endedMs] = [entries[0]?.atMs ?? 0, entries.at(-1)?.atMs ?? 0];
  const within = entries.filter(({ atMs }) => atMs > beganMs + windowMs && atMs < endedMs - windowMs).length;
  const used = within / (((endedMs - beganMs - 2 * windowMs) / windowMs) * requestsPerMinute);
  console.log(
    `${entries.length} requests for ${calls} calls in ${endedMs - beganMs} ms: ${Math.round(used * 100)} % of the limit`,
  );
  expect(used).toBeGreaterThan(minUsed);
  await stage.close();
});
