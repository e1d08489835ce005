import { expect, it, onTestFinished, vi } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage } from './stage.ts';
import { realHome } from './temporal-home.ts';

it("a live call overtakes a late call of its caller that waits at Front's limit", async () => {
  const front = { requestsPerMinute: 50 };
  const stage = await openStage('voicemail: { delay: 1s, settle: 100ms }\n', front, realHome, { withLate: true });
  onTestFinished(() => stage.close());
  const answered = bodyOf('a6-call.ended.inbound-answered');
  const ids = Array.from({ length: 30 }, (_, index) => 7500 + index);
  const endedAt = (await stage.nowSeconds()) - 3600;
  const late = { started_at: endedAt - 40, answered_at: endedAt - 30, ended_at: endedAt };
  await Promise.all(ids.map(async (id) => stage.deliver(await stage.now(answered, id, `+44 20 7946 ${id}`, late))));
  const importsOf = (id: number) =>
    stage.front.state.conversations.flatMap(({ messages }) =>
      messages.filter(({ externalId }) => externalId === `aircall-${id}-call`),
    );
  const imported = () => ids.filter((id) => importsOf(id).length > 0);
  await vi.waitUntil(() => imported().length > 0, 120_000);
  const waiting = ids.findLast((id) => importsOf(id).length === 0) ?? 0;
  await stage.deliver(await stage.now(answered, 7601, `+44 20 7946 ${waiting}`));
  await vi.waitUntil(() => importsOf(7601).length > 0, { timeout: 120_000, interval: 10 });
  // The order counts, because machines differ in speed: a call that waits for the late one would be among the last.
  expect(imported().length).toBeLessThan(ids.length / 2);
  expect(stage.front.journal.entries.filter(({ status }) => status === 429)).toEqual([]);
});
