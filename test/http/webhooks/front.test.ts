import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { createArchiveNotifier } from '../../../src/adapters/temporal/operations/archive.ts';
import { startClock } from '../../kit/process-clock.ts';
import { readAnswer, serveApp } from '../serve-app.ts';
import { frontEvent, secret, serveFrontWebhook, signed } from './serve-front-webhook.ts';
import { silentPort } from './silent-port.ts';

const archived = frontEvent('conversation_archived', 'cnv_1aa');

describe('an archived conversation', () => {
  it('is reported for each delivery', async () => {
    const { post, archivedIds } = await serveFrontWebhook();
    for (let delivery = 0; delivery < 3; delivery += 1) {
      expect(await post(archived)).toMatchObject({ status: 200, body: { status: 'accepted' } });
    }
    expect(archivedIds).toEqual(['cnv_1aa', 'cnv_1aa', 'cnv_1aa']);
  });

  it('is ignored if no rule has anything to undo in it', async () => {
    const { post } = await serveFrontWebhook({ notifyArchived: async () => false });
    expect(await post(archived)).toMatchObject({ status: 200, body: { status: 'ignored' } });
  });

  it.each([
    'inbound_received',
    'outbound_sent',
    'conversation_reopened',
    'conversation_moved',
    'conversation_deleted',
    'new_comment_added',
    'tag_removed',
    'something_new',
  ])('is not %s, which is ignored', async (type) => {
    const { post, archivedIds } = await serveFrontWebhook();
    expect(await post(frontEvent(type))).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect(archivedIds).toEqual([]);
  });

  it.each([
    '{"type":"conversation_archived"}',
    '{"type":"conversation_archived","payload":null}',
    '{"type":"conversation_archived","payload":{"conversation":null}}',
    '{"type":"sync","authorization":{"id":"cmp_1"}}',
  ])('must have a conversation: %s is ignored', async (body) => {
    const { post, archivedIds } = await serveFrontWebhook();
    expect(await post(body)).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect(archivedIds).toEqual([]);
  });
});

describe('a tag that archiving removes', () => {
  const undone = [' Follow-up', 'Übergabe', 'ｇｏｌｄ'];
  /** What is reported of the archived conversation's tags. */
  async function ruleTagsOf(conversation: Record<string, unknown>, undoneTags = undone) {
    const asked: Array<string[] | undefined> = [];
    const notifyArchived = async (_id: string, ruleTags?: string[]) => asked.push(ruleTags) > 0;
    const { post } = await serveFrontWebhook({ notifyArchived }, secret, undoneTags);
    const event = frontEvent('conversation_archived', 'cnv_1aa', conversation);
    expect(await post(event)).toMatchObject({ status: 200, body: { status: 'accepted' } });
    return asked;
  }
  const tags = (...names: string[]) => ({ tags: names.map((name) => ({ id: `tag_${name.length}`, name })) });

  it.each([
    ['Follow-up', 'follow-up'],
    ['FOLLOW-UP ', 'follow-up'],
    ['übergabe', 'übergabe'],
    ['Gold', 'gold'],
  ])('is recognised on the conversation as %j', async (name, key) => {
    expect(await ruleTagsOf(tags('billing', name, name))).toEqual([[key]]);
  });

  it('is not confused with other tags, or none', async () => {
    expect(await ruleTagsOf(tags('billing', 'Follow-up 2', 'Follow'))).toEqual([[]]);
    expect(await ruleTagsOf(tags())).toEqual([[]]);
  });

  it.each([{}, { tags: null }, { tags: 'Follow-up' }, { tags: [{ id: 'tag_1' }] }])(
    'is assumed on a conversation whose tags Front does not report: %j',
    async (conversation) => {
      expect(await ruleTagsOf(conversation)).toEqual([['follow-up', 'übergabe', 'gold']]);
      expect(await ruleTagsOf(conversation, [])).toEqual([[]]);
    },
  );
});

describe('a conversation that cannot exist in Front', () => {
  it.each<[string, string]>([
    ['empty', ''],
    ['half a character', 'cnv_\ud800'],
    ['2,000 characters', 'x'.repeat(2000)],
    ['an id with a line break', 'cnv_1aa\n'],
  ])('is ignored without asking Temporal if its id is %s', async (_name, id) => {
    const { post, archivedIds, lines } = await serveFrontWebhook();
    const answer = await post(frontEvent('conversation_archived', id));
    expect(answer).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect(archivedIds).toEqual([]);
    expect(lines.join('')).not.toContain('x'.repeat(2000));
  });
});

describe('the validation of the webhook address', () => {
  it("passes with Front's challenge", async () => {
    const { url, archivedIds } = await serveFrontWebhook();
    const front = await startFrontSimulator({ webhook: { url, secret } });
    onTestFinished(() => front.close());
    expect(await front.sendChallenge()).toMatchObject({ accepted: true, status: 200 });
    expect(archivedIds).toEqual([]);
  });

  it('fails with another key, and echoes no unsigned challenge', async () => {
    const { url, post, lines } = await serveFrontWebhook();
    const front = await startFrontSimulator({ webhook: { url, secret: 'another-key' } });
    onTestFinished(() => front.close());
    expect(await front.sendChallenge()).toMatchObject({ accepted: false, status: 401 });
    expect(lines.join('')).toContain(
      'refused a webhook from Front: The signature is wrong: FRONT_WEBHOOK_SECRET is not',
    );
    const unsigned = await post('{"type":"sync"}', { 'x-front-challenge': 'echo-me' });
    expect(unsigned.status).toBe(401);
    expect(JSON.stringify(unsigned.body)).not.toContain('echo-me');
  });

  it.each(['plain', '<script>alert(1)</script>', '"quoted"', 'ü'])(
    'echoes the challenge %s as JSON',
    async (challenge) => {
      const { post } = await serveFrontWebhook();
      const sent = { ...signed('{}'), 'x-front-challenge': challenge };
      const answer = await post('{}', sent);
      expect(answer).toMatchObject({ status: 200, body: { challenge } });
      expect(answer.headers.get('content-type')).toContain('application/json');
    },
  );
});

describe('a request that cannot be accepted', () => {
  it('is 413 if over 1 MB, signed or not', async () => {
    const { post, archivedIds } = await serveFrontWebhook();
    const large = archived + ' '.repeat(1_000_000 - Buffer.byteLength(archived));
    expect(await post(large)).toMatchObject({ status: 200 });
    expect(await post(`${large} `)).toMatchObject({ status: 413, body: { title: 'Payload Too Large' } });
    expect(await post(`${large} `, {})).toMatchObject({ status: 413 });
    expect(archivedIds).toHaveLength(1);
  });

  it.each<[string, string]>([
    ['body', ''],
    ['body', '{'],
    ['body', 'type=conversation_archived'],
    ['body', 'null'],
    ['body', '[]'],
    ['body', '7'],
    ['type', '{}'],
    ['type', '{"type":7}'],
    ['payload', '{"type":"conversation_archived","payload":"x"}'],
    ['payload.conversation.id', '{"type":"conversation_archived","payload":{"conversation":{}}}'],
    ['payload.conversation.id', '{"type":"conversation_archived","payload":{"conversation":{"id":7}}}'],
  ])('is 400 naming "%s": %s', async (field, body) => {
    const { post, archivedIds } = await serveFrontWebhook();
    expect(await post(body)).toMatchObject({ status: 400, body: { status: 400, field } });
    expect(archivedIds).toEqual([]);
  });

  it('is 400 for signed bytes that are not UTF-8', async () => {
    const { post } = await serveFrontWebhook();
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const atMs = String(Date.now());
    const signature = createHmac('sha256', secret).update(`${atMs}:`).update(bytes).digest('base64');
    const headers = { 'x-front-request-timestamp': atMs, 'x-front-signature': signature };
    expect(await post(bytes, headers)).toMatchObject({ status: 400, body: { field: 'body' } });
  });

  it('is answered with 200 or 400, never 5xx, for any JSON', async () => {
    const { post } = await serveFrontWebhook();
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        expect([200, 400]).toContain((await post(body)).status);
      }),
    );
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('is 405 for %s', async (method) => {
    const { url } = await serveFrontWebhook();
    const answer = await readAnswer(await fetch(url, { method }));
    expect(answer).toMatchObject({ status: 405, body: { title: 'Method Not Allowed' } });
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('is 404 if no signing key is configured', async () => {
    const { url } = await serveApp();
    const init = { method: 'POST', body: archived, headers: signed(archived) };
    expect((await fetch(`${url}/webhooks/front`, init)).status).toBe(404);
  });
});

describe('while Temporal is away', () => {
  it.each<[string, () => Promise<string>]>([
    ['behind a closed port', async () => '127.0.0.1:1'],
    ['behind a network that drops everything', async () => `127.0.0.1:${await silentPort()}`],
    ['under an unknown host name', async () => 'temporal.invalid:7233'],
  ])('%s, the webhook gets 503 in less than 3 s, to be delivered again', async (_where, address) => {
    const client = connectTemporal({ TEMPORAL_ADDRESS: await address() }, []);
    onTestFinished(() => client.connection.close());
    const { post, lines } = await serveFrontWebhook(createArchiveNotifier({ client }));
    const elapsedMs = startClock();
    const answer = await post(archived);
    expect(elapsedMs()).toBeLessThan(3000);
    expect(answer).toMatchObject({ status: 503, body: { title: 'Service Unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(lines.some((line) => line.includes('cnv_1aa'))).toBe(true);
    expect(await post(frontEvent('tag_added'))).toMatchObject({ status: 200 });
  });
});
