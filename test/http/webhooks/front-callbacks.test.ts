import { describe, expect, it } from 'vitest';
import { serveFrontWebhook } from './serve-front-webhook.ts';

const digest = '0123456789abcdef0123456789abcdef';
const link = { external_url: `https://calls.example.com/callers/${digest}` };
const at = 1_772_448_000.25;

/** An event as Front sends it, by a teammate unless `payload` says otherwise. */
function event(type: string, payload: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type,
    authorization: { id: 'cmp_1' },
    payload: {
      emitted_at: at,
      source: { _meta: { type: 'teammate' }, data: { id: 'tea_1' } },
      conversation: { id: 'cnv_1aa', links: [{ external_url: 'https://example.com' }, link] },
      ...payload,
    },
  });
}

const by = (type: string) => ({ source: { _meta: { type } } });
const tag = { target: { _meta: { type: 'tag' }, data: { id: 'tag_1', name: 'Call back' } } };
const reply = { target: { _meta: { type: 'message' }, data: { id: 'msg_1', text: 'We tried to call you.' } } };
const entry = { target: { data: { id: 'msg_2', text: 'Outbound call – Support\nAircall call: 812345678' } } };
const customEntry = { target: { data: { ...entry.target.data, type: 'custom' } } };

describe('the webhook of Front', () => {
  it.each([
    ['a reply', event('outbound_sent', reply), { kind: 'reply', atSeconds: 1_772_448_000 }],
    ['archiving', event('conversation_archived'), { kind: 'archived', atSeconds: 1_772_448_000 }],
    [
      'archiving by a rule of Front',
      event('conversation_archived', by('rule')),
      { kind: 'archived', atSeconds: 1_772_448_000 },
    ],
    ['a removed tag', event('tag_removed', tag), { kind: 'untagged', tag: 'Call back', atSeconds: 1_772_448_000 }],
  ])('reports %s to the callback of the caller', async (_, body, contact) => {
    const { post, contacts } = await serveFrontWebhook();
    expect(await post(body)).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(contacts).toEqual([[digest, contact]]);
  });

  it.each([
    'Duration: two weeks, as promised.',
    'You asked about Aircall call: 812345678.',
    'Listen to https://assets.aircall.io/calls/1/recording',
  ])('reports an e-mail whose text looks like an entry: %s', async (text) => {
    const { post, contacts } = await serveFrontWebhook();
    await post(event('outbound_sent', { target: { data: { id: 'msg_3', type: 'email', text } } }));
    expect(contacts).toEqual([[digest, { kind: 'reply', atSeconds: 1_772_448_000 }]]);
  });

  it.each([
    ['our own tag change', event('tag_removed', { ...tag, ...by('api') })],
    ['archiving by a program', event('conversation_archived', by('oauth_client'))],
    ['our own import', event('outbound_sent', { ...entry, ...by('api') })],
    ['an entry that Front attributes to its author', event('outbound_sent', entry)],
    ['a custom message that is an entry', event('outbound_sent', customEntry)],
    ['an automatic reply', event('outbound_sent', { ...reply, ...by('rule') })],
    ['a message from the caller', event('inbound_received', reply)],
    ['an added tag', event('tag_added', tag)],
    ['another conversation', event('conversation_archived', { conversation: { id: 'cnv_2', links: [] } })],
    ['a conversation without its links', event('conversation_archived', { conversation: { id: 'cnv_2' } })],
    ['an invalid source', event('conversation_archived', { source: 'teammate' })],
    ['an invalid target', event('tag_removed', { target: { data: 7 } })],
  ])('does not report %s', async (_, body) => {
    const { post, contacts } = await serveFrontWebhook();
    expect((await post(body)).status).toBe(200);
    expect(contacts).toEqual([]);
  });
});
