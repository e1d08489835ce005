import { expect, test } from 'vitest';
import type { ContactRecord, ConversationRecord } from '../../../simulators/front/state/records.ts';
import { callFront } from './call-front.ts';
import { importBody } from './import-body.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

test('people can act over HTTP as on the state', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const steps = [
    ['archive', undefined, { status: 'archived' }],
    ['reopen', undefined, { status: 'unassigned' }],
    ['delete', undefined, { status: 'deleted' }],
    ['reopen', undefined, { status: 'unassigned' }],
    ['move', { inboxId: front.state.inboxes[1]?.id }, { inboxIds: [front.state.inboxes[1]?.id] }],
    ['assign', { teammateId: 'alt:email:ben.backup@example.com' }, { status: 'assigned' }],
    ['assign', { teammateId: null }, { status: 'unassigned', assigneeId: null }],
  ] as const;
  for (const [action, body, after] of steps) {
    expect((await callFront(front, 'POST', `/_sim/conversations/${id}/${action}`, body)).status, action).toBe(204);
    expect(front.state.conversation(id)).toMatchObject(after);
  }
});

test('contacts, e-mails, comments and merges can be made over HTTP', async () => {
  const front = await startFront();
  const addContact = (name: string) =>
    callFront<ContactRecord>(front, 'POST', '/_sim/contacts', { name, handles: [{ source: 'custom', handle: name }] });
  const ada = (await addContact('ada')).body;
  const bob = (await addContact('bob')).body;
  expect((await addContact('bob')).status).toBe(409);
  const email = (contact: string, subject: string) =>
    callFront<ConversationRecord>(front, 'POST', `/_sim/contacts/${contact}/email-conversations`, { subject });
  const one = (await email(ada.id, 'one')).body;
  const two = (await email(bob.id, 'two')).body;
  const comment = { teammateId: front.state.teammates[0]?.id, body: 'a note' };
  expect((await callFront(front, 'POST', `/_sim/conversations/${one.id}/comments`, comment)).status).toBe(201);
  await callFront(front, 'POST', `/_sim/conversations/${one.id}/merge`, { intoId: two.id });
  await callFront(front, 'POST', '/_sim/contacts/merge', { contactIds: [ada.id, bob.id] });
  const state = await callFront<Record<string, unknown>>(front, 'GET', '/_sim/state');
  expect(state.body).toMatchObject({
    contacts: [{ id: ada.id, handles: [{ handle: 'ada' }, { handle: 'bob' }] }],
    conversations: [
      { id: one.id, mergedInto: two.id, messages: [] },
      { id: two.id, mergedInto: null, comments: [{ body: 'a note' }] },
    ],
    inboxes: { length: 4 },
  });
});

test('settled waits for the imports', async () => {
  const front = await startFront();
  await callFront(front, 'POST', `/inboxes/${front.state.inboxes[0]?.id}/imported_messages`, importBody());
  expect((await callFront(front, 'POST', '/_sim/settled')).status).toBe(204);
  expect(front.state.conversations).toHaveLength(1);
});

test('unknown ids and paths get 404, wrong bodies 400, with the reason', async () => {
  const front = await startFront();
  const unknown = await callFront(front, 'POST', '/_sim/conversations/cnv_none/archive');
  expect(unknown).toMatchObject({ status: 404, body: { error: 'Front simulator: unknown cnv_none' } });
  expect((await callFront(front, 'GET', '/_sim/nothing')).status).toBe(404);
  const { id } = await importMessage(front);
  expect((await callFront(front, 'POST', `/_sim/conversations/${id}/move`, {})).status).toBe(400);
  expect((await callFront(front, 'POST', `/_sim/conversations/${id}/move`, '{')).status).toBe(400);
});
