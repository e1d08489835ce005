import { describe, expect, it, onTestFinished } from 'vitest';
import type { FrontSimulatorOptions } from '../../../simulators/front/front-options.ts';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/client.ts';

async function openFront(options: FrontSimulatorOptions = {}) {
  const front = await startFrontSimulator({ importDelayMs: 1, ...options });
  onTestFinished(() => front.close());
  const client = createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token' });
  const contact = front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+33639981234' }] });
  const conversation = front.state.addEmailConversation(contact.id, 'invoice');
  const listed = (path: string) => front.journal.find({ method: 'GET', path: new RegExp(`^${path}$`) }).length;
  return { front, client, conversation, listed };
}

describe('a tag', () => {
  it.each(['gold', ' GOLD ', 'ｇｏｌｄ'])('named %j matches "gold " in Front', async (name) => {
    const { front, client } = await openFront({ tags: [{ id: 'tag_gold', name: 'gold ' }] });
    expect(await client.requireTag(name)).toBe('tag_gold');
    expect(front.state.tags).toHaveLength(1);
  });

  it.each([400, 409, 422])('is looked up when another call creates it at the same time (%i)', async (status) => {
    const { front, client } = await openFront({ tags: [] });
    front.faults.add({ method: 'POST', path: 'tags$', kind: 'status-after', status, times: 1 });
    expect(await client.requireTag('gold')).toBe(front.state.tags[0]?.id);
  });

  it('fails when Front refuses to create it', async () => {
    const { front, client } = await openFront({ tags: [] });
    front.faults.add({ method: 'POST', path: 'tags$', kind: 'status', status: 422 });
    await expect(client.requireTag('gold')).rejects.toMatchObject({ status: 422, stale: false });
  });

  it('is found by its new id after it was deleted and created again', async () => {
    const { front, client, conversation } = await openFront({ tags: [{ id: 'tag_old', name: 'gold' }] });
    const old = await client.requireTag('gold');
    front.state.remove(old);
    const { id } = front.state.addTag('gold');
    await expect(client.addTags(conversation.id, [old])).rejects.toMatchObject({ stale: true });
    await client.addTags(conversation.id, [await client.requireTag('gold')]);
    expect(conversation.tagIds).toEqual([id]);
  });
});

describe('an inbox', () => {
  const message = {
    sender: { handle: '+33639981234' },
    to: ['+33186651000'],
    subject: 'Missed call',
    body: 'Missed call',
    external_id: 'aircall-1-call',
    created_at: 1_760_000_000,
    inbound: true,
    archived: false,
    skipsRules: false,
    thread: { thread_ref: 'caller' },
  };

  it('is found by its new id after it was deleted and created again', async () => {
    const { front, client } = await openFront();
    const old = (await client.findInbox('Support')) ?? '';
    front.state.remove(old);
    await expect(client.importMessage(old, message)).rejects.toMatchObject({ status: 404, stale: true });
    expect(await client.findInbox('Support')).toBeNull();
    const { id } = front.state.addInbox('Support');
    expect(await client.findInbox('Support')).toBe(id);
    await expect(client.importMessage(id, message)).resolves.toEqual(expect.any(String));
  });

  it('is looked up again at once when it was missing', async () => {
    const { front, client, listed } = await openFront();
    expect(await client.findInbox('Berlin Desk')).toBeNull();
    const { id } = front.state.addInbox('Berlin Desk');
    expect(await client.findInbox('Berlin Desk')).toBe(id);
    expect(await client.findInbox('Berlin Desk')).toBe(id);
    expect(listed('/inboxes')).toBe(2);
  });

  it('is not stale when Front lists it and still refuses it, even for concurrent requests', async () => {
    const { front, client } = await openFront();
    front.faults.add({ method: 'POST', path: 'imported_messages$', kind: 'status', status: 404 });
    const id = (await client.findInbox('Support')) ?? '';
    const ask = () => client.importMessage(id, message).catch((error: unknown) => error);
    expect(await Promise.all([ask(), ask()])).toMatchObject([{ stale: true }, { stale: true }]);
    await client.findInbox('Support');
    expect(await ask()).toMatchObject({ status: 404, stale: false });
  });

  it('configured by its id is refused at once', async () => {
    const { client } = await openFront();
    const id = (await client.findInbox('inb_none')) ?? '';
    await expect(client.importMessage(id, message)).rejects.toMatchObject({ status: 404, stale: false });
  });
});

describe('a teammate', () => {
  it('is found by the new id after being deleted and created again', async () => {
    const { front, client, conversation } = await openFront();
    const email = 'anna.agent@example.com';
    const old = (await client.findTeammate(' Anna.Agent@example.com '))?.id ?? '';
    front.state.remove(old);
    const { id } = front.state.addTeammate({ email, firstName: 'Anna', lastName: 'Agent' });
    const comment = client.addComment(conversation.id, { body: 'x', author_id: old });
    await expect(comment).rejects.toMatchObject({ status: 400, stale: true });
    expect((await client.findTeammate(email))?.id).toBe(id);
  });

  it('is not found while Front refuses the request, and is looked up again', async () => {
    const { front, client } = await openFront();
    front.faults.add({ path: '^/teammates$', kind: 'status', status: 422, times: 1 });
    expect(await client.findTeammate('anna.agent@example.com')).toBeNull();
    expect(await client.findTeammate('anna.agent@example.com')).not.toBeNull();
  });
});

describe('a refused look-up', () => {
  it.each([400, 404, 405, 406, 410, 414, 422, 451])('(%i) finds nothing', async (status) => {
    const { front, client, conversation } = await openFront();
    front.faults.add({ method: 'GET', path: '', kind: 'status', status });
    expect(await client.listContactConversations({ source: 'phone', handle: '0639981234' })).toBeNull();
    expect(await client.conversationOfMessage('uid')).toBeNull();
    expect((await client.listMessages(conversation.id)).value).toEqual([]);
    expect((await client.listComments(conversation.id)).value).toEqual([]);
  });

  it.each([401, 403, 429, 500])('throws instead when Front answers %i', async (status) => {
    const { front, client } = await openFront();
    front.faults.add({ method: 'GET', path: '', kind: 'status', status });
    const asked = client.listContactConversations({ source: 'phone', handle: '0639981234' });
    await expect(asked).rejects.toMatchObject({ status });
  });
});
