import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(
    'voicemail: { delay: 1s, settle: 100ms }\ntags: { Billing: billing, VIP: Important }\n',
    {},
    realHome,
  );
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');

describe('tags', () => {
  it('follow those in Aircall, added and removed, early and late', async () => {
    const caller = '+44 20 7946 5006';
    const tag = (id: number, name: string) => ({ id, name, tagged_by: {}, tagged_at: 1 });
    await stage.deliver(
      await stage.now(answered, 5006, caller, { tags: [tag(1, 'billing'), tag(2, 'VIP'), tag(3, 'other')] }),
    );
    const first = await stage.outcomeOf(5006, 'tags');
    expect(first.tags).toEqual(['Important', 'billing']);
    expect(new Set(stage.tagsOf('+442079465006'))).toEqual(new Set(['Important', 'billing']));
    const untagged = await stage.now(bodyOf('a5-call.tagged.inbound'), 5006, caller, { tags: [tag(1, 'Billing')] });
    await stage.deliver({ ...untagged, event: 'call.untagged' });
    await stage.outcomeOf(5006);
    expect(stage.tagsOf('+442079465006')).toEqual(['billing']);
    const old = await stage.now(answered, 5006, caller, { tags: [tag(2, 'VIP')] });
    await stage.deliver({ ...old, timestamp: old.timestamp - 3600 });
    expect(stage.tagsOf('+442079465006')).toEqual(['billing']);
  });
});

describe('a tag on two calls of a caller', () => {
  const billing = { tags: [{ id: 1, name: 'Billing', tagged_by: {}, tagged_at: 1 }] };

  /** Two calls of the caller, both tagged. @returns the tags of their conversation */
  async function tagBoth(first: number, caller: string): Promise<() => (string | undefined)[]> {
    const e164 = caller.replaceAll(' ', '');
    for (const id of [first, first + 1]) {
      await stage.deliver(await stage.now(answered, id, caller, billing));
      await stage.outcomeOf(id);
    }
    expect(stage.tagsOf(e164)).toEqual(['billing']);
    return () => stage.tagsOf(e164);
  }
  async function untag(id: number, caller: string): Promise<void> {
    const body = await stage.now(bodyOf('a5-call.tagged.inbound'), id, caller, { tags: [] });
    await stage.deliver({ ...body, event: 'call.untagged' });
    await stage.outcomeOf(id);
  }

  it('stays until the last of them loses it', async () => {
    const tags = await tagBoth(5020, '+44 20 7946 5020');
    await untag(5020, '+44 20 7946 5020');
    expect(tags()).toEqual(['billing']);
    await untag(5021, '+44 20 7946 5020');
    expect(tags()).toEqual([]);
  });

  it('stays while the database cannot say which calls have it', async () => {
    const tags = await tagBoth(5022, '+44 20 7946 5022');
    stage.ledgerIsAway(true);
    const body = await stage.now(bodyOf('a5-call.tagged.inbound'), 5022, '+44 20 7946 5022', { tags: [] });
    await stage.deliver({ ...body, event: 'call.untagged' });
    await stage.stateOf(5022, ({ steps }) => 'tags none' in steps);
    stage.ledgerIsAway(false);
    await stage.outcomeOf(5022);
    expect(tags()).toEqual(['billing']);
  });

  it('is removed from a caller whose other call has another tag', async () => {
    const vip = { tags: [{ id: 2, name: 'VIP', tagged_by: {}, tagged_at: 1 }] };
    const caller = '+44 20 7946 5024';
    await stage.deliver(await stage.now(answered, 5024, caller, billing));
    await stage.outcomeOf(5024);
    await stage.deliver(await stage.now(answered, 5025, caller, vip));
    await stage.outcomeOf(5025);
    await untag(5024, caller);
    expect(stage.tagsOf('+442079465024')).toEqual(['Important']);
  });
});
