import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s, settle: 100ms }\n', { importDelayMs: 3_000 }, realHome);
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

  // A call that asks for the lock later than `delay` inherits nothing, so the first one holds it until the next waits for it.
  async function logTogether(caller: string, first: [id: number, body: unknown], next: [id: number, body: unknown]) {
    const imports = { method: 'POST', path: '/imported_messages$', request: `aircall-${first[0]}-` };
    const fault = stage.front.faults.add({ ...imports, kind: 'status', delayMs: 10_000 });
    await stage.deliver(first[1]);
    await stage.stateOf(first[0], ({ steps }) => 'contact' in steps);
    await stage.deliver(next[1]);
    await stage.stateOf(next[0], ({ waitingFor }) => waitingFor.includes('another call of this caller'));
    stage.front.faults.remove(fault);
    for (const [id] of [first, next]) expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    return stage.conversationOf(caller.replaceAll(' ', ''));
  }

  it.concurrent('keeps the subject set by the previous call, though Front shows it seconds later', async () => {
    const caller = '+44 20 7946 6301';
    await stage.deliver(await stage.now(answered, 6301, caller));
    await stage.outcomeOf(6301);
    stage.front.state.archiveConversation(stage.conversationOf('+442079466301').id);
    const bodies = [await stage.now(missed, 6302, caller), await stage.now(answered, 6303, caller)];
    const { subject } = await logTogether(caller, [6302, bodies[0]], [6303, bodies[1]]);
    expect(subject).toMatch(/^Voicemail – /);
  });

  it.concurrent('keeps the agent of a newer call, though Front shows its entry seconds later', async () => {
    const caller = '+44 20 7946 6401';
    const now = await stage.nowSeconds();
    const ben = { id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' };
    const first = { started_at: now - 900, answered_at: now - 890, ended_at: now - 800 };
    const older = { started_at: now - 200, answered_at: now - 190, ended_at: now - 100 };
    const newer = { started_at: now - 60, answered_at: now - 50, ended_at: now - 40, user: ben };
    await stage.deliver(await stage.now(answered, 6401, caller, first));
    await stage.outcomeOf(6401);
    const bodies = [await stage.now(answered, 6402, caller, newer), await stage.now(answered, 6403, caller, older)];
    const { assigneeId } = await logTogether(caller, [6402, bodies[0]], [6403, bodies[1]]);
    expect(stage.front.state.teammates.find(({ id }) => id === assigneeId)?.email).toBe(ben.email);
  });
});
