import { describe, expect, it, onTestFinished } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/client.ts';
import { serveAnswer } from '../aircall/scripted-server.ts';

/** A client of a Front with two tags; the first page of any list has one item, and this link. */
async function firstPageLinksTo(next: string) {
  const front = await startFrontSimulator({
    tags: [
      { id: 'tag_1', name: 'gold' },
      { id: 'tag_2', name: 'blue' },
    ],
  });
  onTestFinished(() => front.close());
  const contact = front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+33639981234' }] });
  const conversation = front.state.addEmailConversation(contact.id, 'invoice');
  const body = {
    _results: [{ id: 'first', name: 'first', status: 'archived', created_at: 9_000_000_000 }],
    _pagination: { next },
  };
  front.faults.add({ method: 'GET', path: '', kind: 'status', status: 200, body, times: 1 });
  const client = createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token' });
  const requested = () => front.journal.find({ method: 'GET' }).map(({ path }) => path);
  return { client, conversation, requested };
}

const cara = { source: 'phone', handle: '+33639981234' } as const;

describe('the link to the next page', () => {
  const unusable = ['', ' ', 'http://', 'tags:', 'x:@127.0.0.1:1/tags'];

  it.each(unusable)('ends a list of tags when it is %j', async (next) => {
    const { client, requested } = await firstPageLinksTo(next);
    expect(await client.requireTag('first')).toBe('first');
    expect(requested()).toEqual(['/tags']);
  });

  it.each(unusable)('ends the conversations of a contact when it is %j', async (next) => {
    const { client } = await firstPageLinksTo(next);
    expect(await client.listContactConversations(cara)).toMatchObject({ conversations: [{ id: 'first' }], next: null });
  });

  it.each(unusable)('ends the messages of a conversation when it is %j', async (next) => {
    const { client, conversation } = await firstPageLinksTo(next);
    expect((await client.listMessages(conversation.id, 0)).value).toMatchObject([{ id: 'first' }]);
  });

  it.each(['/tags?limit=100', 'tags?limit=100', '?limit=100', '//other.example/tags?limit=100'])(
    'leads to the next tags as %j',
    async (next) => {
      const { client, requested } = await firstPageLinksTo(next);
      expect(await client.requireTag('blue')).toBe('tag_2');
      expect(requested()).toEqual(['/tags', '/tags']);
    },
  );

  it('leads to the next messages and conversations', async () => {
    const { client, conversation, requested } = await firstPageLinksTo('?limit=50');
    await client.listMessages(conversation.id, 0);
    const path = `/conversations/${conversation.id}/messages`;
    expect(requested()).toEqual([path, path]);
    const { client: ofContact } = await firstPageLinksTo('?limit=50');
    const first = await ofContact.listContactConversations(cara);
    const second = await ofContact.listContactConversations({ next: first?.next ?? '' });
    expect(second?.conversations).toMatchObject([{ id: conversation.id }]);
  });

  it('is never followed to another host', async () => {
    const other = await serveAnswer({ body: { _results: [] } });
    const { client } = await firstPageLinksTo(`${other.url}/tags?limit=100`);
    expect(await client.requireTag('blue')).toBe('tag_2');
    expect(other.seen).toEqual([]);
  });
});
