import { expect, it, onTestFinished, vi } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage } from './stage.ts';
import { realHome } from './temporal-home.ts';

/** A minute of Front's limit. */
const windowMs = 20_000;
/** At 50 requests a minute ten seconds are 8 requests; the call's own 4 are among them. */
const maxRequests = 8;

it('a live call of a caller whose late call waits at the limit of Front goes before it', async () => {
  const front = { requestsPerMinute: 50, windowMs };
  const stage = await openStage('voicemail: { delay: 1s, settle: 1s }\n', front, realHome, true);
  onTestFinished(() => stage.close());
  const answered = bodyOf('a6-call.ended.inbound-answered');
  const ids = Array.from({ length: 30 }, (_, index) => 7500 + index);
  const endedAt = (await stage.nowSeconds()) - 3600;
  const late = { started_at: endedAt - 40, answered_at: endedAt - 30, ended_at: endedAt };
  await Promise.all(ids.map(async (id) => stage.tell(await stage.now(answered, id, `+44 20 7946 ${id}`, late))));
  const importsOf = (id: number) =>
    stage.front.state.conversations.flatMap(({ messages }) =>
      messages.filter(({ externalId }) => externalId === `aircall-${id}-call`),
    );
  await vi.waitUntil(() => ids.some((id) => importsOf(id).length > 0), 30_000);
  const waiting = ids.findLast((id) => importsOf(id).length === 0) ?? 0;
  const requests: number[] = [];
  for (const live of [7601, 7602, 7603]) {
    const before = stage.front.journal.entries.length;
    await stage.tell(await stage.now(answered, live, `+44 20 7946 ${waiting - (live - 7601)}`));
    await vi.waitUntil(() => importsOf(live).length > 0, { timeout: 60_000, interval: 10 });
    requests.push(stage.front.journal.entries.length - before);
  }
  expect(Math.max(...requests), requests.join()).toBeLessThanOrEqual(maxRequests);
  expect(stage.front.journal.entries.filter(({ status }) => status === 429)).toEqual([]);
}, 180_000);
