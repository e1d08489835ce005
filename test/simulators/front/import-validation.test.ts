import { beforeAll, expect, test } from 'vitest';
import { type FrontSimulator, startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { callFront } from './call-front.ts';
import { importBody } from './import-body.ts';

let front: FrontSimulator;
let path: string;

beforeAll(async () => {
  front = await startFrontSimulator({ importDelayMs: 0 });
  path = `/inboxes/${front.state.inboxes[0]?.id}/imported_messages`;
  return () => front.close();
});

const without = (key: string) => importBody({ [key]: undefined });
const outbound = (change: Record<string, unknown>) => importBody(change, { is_inbound: false });

test.each([
  ['no sender', without('sender')],
  ['no to', without('to')],
  ['no body', without('body')],
  ['no external_id', without('external_id')],
  ['no created_at', without('created_at')],
  ['no is_inbound', importBody({}, { is_inbound: undefined })],
  ['no sender handle', importBody({ sender: { name: 'x' } })],
  ['a date with a fraction', importBody({ created_at: 1_700_000_000.5 })],
  ['a date as text', importBody({ created_at: '1700000000' })],
  ['an unknown type', importBody({ type: 'call' })],
  ['body_format for a custom message', importBody({ body_format: 'html' })],
  ['an unknown body_format', importBody({ type: 'email', body_format: 'text' })],
  ['a flag as text', importBody({}, { is_archived: 'false' })],
  ['an unknown field', importBody({ is_inbound: true })],
  ['an unknown field of metadata', importBody({}, { external_id: 'x' })],
  ['recipients that are not text', importBody({ to: [{ handle: 'x' }] })],
  ['a null subject', importBody({ subject: null })],
  ['an outbound message without recipients', outbound({ to: [] })],
  ['an unknown author', outbound({ sender: { handle: 'x', author_id: 'tea_none' } })],
  ['an unknown assignee', importBody({ assignee_id: 'tea_none' })],
  ['a phone number without digits', importBody({ type: 'sms', sender: { handle: 'anonymous' } })],
])('%s gets 400 and no message', async (_what, body) => {
  const answer = await callFront<{ _error: { details: string[] } }>(front, 'POST', path, body);
  expect(answer.status).toBe(400);
  expect(answer.body._error.details).not.toHaveLength(0);
  await front.settled();
  expect(front.state.conversations).toEqual([]);
  expect(front.state.contacts).toEqual([]);
});

test('an unknown inbox gets 404, and body_format is for e-mail', async () => {
  expect((await callFront(front, 'POST', '/inboxes/inb_none/imported_messages', importBody())).status).toBe(404);
  const email = importBody({ type: 'email', body_format: 'html', sender: { handle: 'Ada@Example.com' } });
  expect((await callFront(front, 'POST', path, email)).status).toBe(202);
  await front.settled();
  expect(front.state.contacts[0]?.handles).toEqual([{ source: 'email', handle: 'ada@example.com' }]);
});

test('a form with a file imports the same as JSON', async () => {
  const form = new FormData();
  const fields = {
    'sender[handle]': '+33612345678',
    'to[0]': '+33186651010',
    'to[1]': '+33186651011',
    subject: 'Inbound call',
    body: '12',
    external_id: 'with-file',
    created_at: '1700000000',
    type: 'custom',
    'metadata[is_inbound]': 'true',
    'metadata[is_archived]': 'false',
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('attachments[0]', new Blob([new Uint8Array([1, 2, 255])], { type: 'audio/mpeg' }), 'recording.mp3');
  expect((await callFront(front, 'POST', path, form)).status).toBe(202);
  await front.settled();
  const found = front.state.message(({ externalId }) => externalId === 'with-file');
  expect(found?.[1]).toMatchObject({ body: '12', createdAtSeconds: 1_700_000_000, isInbound: true });
  expect(found?.[1].attachments).toMatchObject([{ filename: 'recording.mp3', sizeBytes: 3 }]);
  expect(front.state.files.get(found?.[1].attachments[0]?.id ?? '')).toEqual(Buffer.from([1, 2, 255]));
  form.set('created_at', '1700000000.5');
  form.set('external_id', 'with-a-fraction');
  expect((await callFront(front, 'POST', path, form)).status).toBe(400);
});
