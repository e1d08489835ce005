import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bodyOf } from '../workflows/body-of.ts';
import { openStage, type Stage } from '../workflows/stage.ts';
import { tagMap } from './tags.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(`comments: all\n${tagMap}`);
});
afterAll(() => stage.close());

const comments = [{ id: 71, content: 'Wants a refund', posted_at: 1_760_000_300, posted_by: null }];
const tags = [{ id: 30001, name: 'Billing' }];

/** Sends the second body while Front handles the writes of the first one, and nothing else is left to wait for. */
async function deliverMeanwhile(
  id: number,
  first: Record<string, unknown>,
  second: Record<string, unknown>,
): Promise<void> {
  const ended = await stage.now(bodyOf('a6-call.ended.inbound-answered'), id, `+44 20 7946 ${id}`, {
    comments: [],
    tags: [],
  });
  const longAgo = { started_at: 1_760_000_000, answered_at: 1_760_000_015, ended_at: 1_760_000_208 };
  const body = (data: Record<string, unknown>, later: number) => ({
    ...ended,
    timestamp: ended.timestamp + later,
    data: { ...ended.data, ...longAgo, ...data },
  });
  const path = '^/conversations/.*/(tags|comments)$';
  stage.front.faults.add({ method: 'POST', path, kind: 'delay', delayMs: 1500, times: 1 });
  await stage.deliver(body(first, 0));
  await vi.waitUntil(() => stage.front.faults.list().length === 0, { timeout: 120_000 });
  await stage.deliver(body(second, 1));
  await stage.outcomeOf(id);
}

describe('an event that arrives while a run has one thing left to do', () => {
  it('is still written: a comment beside a tag', async () => {
    await deliverMeanwhile(7001, { tags }, { tags, comments });
    expect(stage.conversationOf('+442079467001').comments.map(({ body }) => body)).toEqual(['Wants a refund']);
  });

  it('is still written: a tag beside a comment', async () => {
    await deliverMeanwhile(7002, { comments }, { tags, comments });
    expect(stage.conversationOf('+442079467002').tagIds).toHaveLength(1);
  });
});
