import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { skip } from '../../workflows/messages.ts';
import { bodyOf } from './body-of.ts';
import { endedAgo, endedCalls } from './ended-calls.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const yaml = `
voicemail: { delay: 12s, settle: 100ms }
recordings: off
calls: { missed: skip }
tags: { Billing: billing }
rules: [{ on: voicemail, moveTo: Voicemail, moveBackOnArchive: true }]
`;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(yaml, {}, realHome);
});
afterAll(() => stage.close());

const callerOf = (id: number) => `+4420794${id}`;
const deliver = async (kind: Parameters<typeof endedAgo>[0], id: number, agoSeconds = 0, data = {}) =>
  await stage.deliver(endedAgo(kind, agoSeconds, { id, raw_digits: callerOf(id), contact: {}, ...data }));

it('an event that comes while the lock of a late call still remembers its writes is part of the outcome', async () => {
  const id = 68001;
  await deliver('inbound-answered', id, 30, { tags: [], comments: [] });
  await stage.stateOf(id, ({ steps }) => 'append' in steps);
  // Sent in the same second, the event of the end could be the newer one.
  await sleep(1500);
  const tagged = await stage.now(bodyOf('a5-call.tagged.inbound'), id, callerOf(id), {
    tags: [{ id: 30001, name: 'Billing' }],
  });
  await stage.deliver(tagged);
  expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done', tags: ['billing'] });
  expect(stage.conversationOf(callerOf(id)).tagIds).toHaveLength(1);
});

it('a voicemail is logged that is announced while the row of its skipped call cannot be written', async () => {
  const id = 68011;
  stage.ledgerIsAway(true);
  await deliver('missed', id);
  await stage.stateOf(id, ({ state }) => state === 'skipped');
  await stage.deliver(await stage.now(bodyOf('b4-call.voicemail_left.inbound'), id, callerOf(id)));
  stage.ledgerIsAway(false);
  expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done', qualification: 'voicemail', reason: null });
  expect(stage.recordedOf(id).at(-1)).toMatchObject({ state: 'logged', reason: null });
});

it('a call that is in Front is logged though a person skips what comes after its entry', async () => {
  const [first, id] = [68021, 68022];
  await deliver('inbound-answered', first, 60);
  await stage.stateOf(first, ({ steps }) => 'append' in steps);
  await stage.front.settled();
  stage.front.faults.add({ method: 'PATCH', path: '^/conversations/', kind: 'status', status: 403 });
  const { voicemail } = endedCalls.voicemail.data;
  await deliver('missed', id, 0, { raw_digits: callerOf(first), voicemail });
  const { conversationId } = await stage.stateOf(id, ({ parked }) => parked[0]?.step === 'assign');
  await stage.client.workflow.getHandle(`call-${id}`).signal(skip);
  expect(await stage.outcomeOf(id)).toMatchObject({ state: 'skipped', thread: { conversationId } });
  expect(stage.recordedOf(id).at(-1)).toMatchObject({ state: 'logged', conversationId });
});
