import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s, settle: 100ms }\n', {}, realHome);
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const missed = bodyOf('b3-call.ended.inbound-missed-voicemail');

describe('a write', () => {
  it.concurrent.each([
    ['archived', 6101],
    ['deleted', 6201],
  ] as const)('goes into an open conversation, even one that was %s since the last read', async (what, id) => {
    const caller = `+44 20 7946 ${id}`;
    const key = `+442079466${String(id).slice(1)}`;
    await stage.deliver(await stage.now(answered, id, caller));
    await stage.outcomeOf(id);
    const first = stage.conversationOf(key);
    const imports = { method: 'POST', request: `aircall-${id + 1}-` };
    const fault = stage.front.faults.add({ ...imports, path: '/imported_messages$', kind: 'status', status: 503 });
    await stage.deliver(await stage.now(missed, id + 1, caller));
    const { state, journal } = stage.front;
    const refused = () =>
      journal.find({ ...imports, path: /\/imported_messages$/ }).some(({ status }) => status === 503);
    await vi.waitUntil(refused, 120_000);
    if (what === 'archived') state.archiveConversation(first.id);
    else state.deleteConversation(first.id);
    stage.front.faults.remove(fault);
    expect(await stage.outcomeOf(id + 1)).toMatchObject({ state: 'done' });
    const written = state.conversations.find(({ messages }) =>
      messages.some(({ externalId }) => externalId === `aircall-${id + 1}-call`),
    );
    expect(written?.id === first.id).toBe(what === 'archived');
    expect(written).toMatchObject({
      status: what === 'archived' ? 'assigned' : 'unassigned',
      subject: expect.stringMatching(/^Voicemail – /) as string,
    });
  });

  it.concurrent('keeps the subject set by the previous call, though Front shows it seconds later', async () => {
    const caller = '+44 20 7946 6301';
    await stage.deliver(await stage.now(answered, 6301, caller));
    await stage.outcomeOf(6301);
    const { behaviour } = stage.front;
    const { id } = stage.conversationOf('+442079466301');
    stage.front.state.archiveConversation(id);
    behaviour.importDelayMs = 3_000;
    // Holds the lock until the next call waits for it: a call that asks later than `delay` inherits nothing.
    const imports = { method: 'POST', path: '/imported_messages$', request: 'aircall-6302-' };
    const fault = stage.front.faults.add({ ...imports, kind: 'status', delayMs: 10_000 });
    await stage.deliver(await stage.now(missed, 6302, caller));
    await stage.stateOf(6302, ({ steps }) => 'contact' in steps);
    await stage.deliver(await stage.now(answered, 6303, caller));
    await stage.stateOf(6303, ({ waitingFor }) => waitingFor.includes('another call of this caller'));
    stage.front.faults.remove(fault);
    for (const callId of [6302, 6303]) expect(await stage.outcomeOf(callId)).toMatchObject({ state: 'done' });
    behaviour.importDelayMs = 20;
    expect(stage.conversationOf('+442079466301').subject).toMatch(/^Voicemail – /);
  });
});
