import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signatureFault } from '../../../src/http/webhooks/front.ts';
import { frontEvent, secret, serveFrontWebhook, signed } from './serve-front-webhook.ts';

const archived = frontEvent('conversation_archived', 'cnv_1aa');

describe('signatureFault', () => {
  // By openssl: printf '1760000000000:…' | openssl dgst -sha256 -hmac signing-key -binary | base64
  const known = {
    signature: '7FvXi228SSshYlOGJ3uKuTWdAozw4M5n6isf4LgV2hs=',
    timestamp: '1760000000000',
    rawBody: Buffer.from('{"type":"conversation_archived","payload":{"conversation":{"id":"cnv_é"}}}'),
  };
  it('accepts a signature made by another program, within five minutes', () => {
    expect(signatureFault('signing-key', known, 1_760_000_300_000)).toBeNull();
    expect(signatureFault('signing-key', known, 1_760_000_300_001)).toContain('older than five minutes');
    expect(signatureFault('signing-key ', known, 1_760_000_000_000)).toContain('FRONT_WEBHOOK_SECRET');
  });

  it('detects any changed bit of the body, the time or the signature', () => {
    const { rawBody, timestamp, signature } = known;
    const digest = Buffer.from(signature, 'base64');
    const flipped = (bytes: Buffer, bit: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    };
    for (let bit = 0; bit < rawBody.length * 8; bit += 1) {
      const changed = { ...known, rawBody: flipped(rawBody, bit) };
      expect(signatureFault('signing-key', changed, Number(timestamp))).not.toBeNull();
    }
    for (let bit = 0; bit < digest.length * 8; bit += 1) {
      const changed = { ...known, signature: flipped(digest, bit).toString('base64') };
      expect(signatureFault('signing-key', changed, Number(timestamp))).not.toBeNull();
    }
    expect(signatureFault('signing-key', { ...known, timestamp: `${timestamp}0` }, 17_600_000_000_000)).not.toBeNull();
    expect(signatureFault('signing-key', { ...known, timestamp: `0${timestamp}` }, Number(timestamp))).not.toBeNull();
  });
});

describe('the signature of a request', () => {
  it('covers the bytes as sent, in any formatting', async () => {
    const { post, archivedIds } = await serveFrontWebhook();
    const odd =
      ' {\n"payload" : {"conversation":{"id":"cnv_\\u00e9é"}},\t"type":"conversation_archived", "type" :"conversation_archived"}\r\n';
    expect(await post(odd)).toMatchObject({ status: 200 });
    expect(archivedIds).toEqual(['cnv_éé']);
    const rewritten = JSON.stringify(JSON.parse(odd));
    expect(await post(rewritten, signed(odd))).toMatchObject({ status: 401 });
  });

  it.each<[string, (right: Record<string, string>) => Record<string, string>]>([
    ['made with another key', () => signed(archived, Date.now(), 'another-key')],
    ['made for another body', () => signed(`${archived} `)],
    [
      'made for another time',
      (right) => ({ ...right, 'x-front-request-timestamp': String(Number(right['x-front-request-timestamp']) - 1) }),
    ],
    ['cut short', (right) => ({ ...right, 'x-front-signature': right['x-front-signature']?.slice(0, 20) ?? '' })],
    ['empty', (right) => ({ ...right, 'x-front-signature': '' })],
    ['made with SHA-1, like the webhook of a rule', (right) => ({ ...right, 'x-front-signature': sha1(archived) })],
    ['missing', ({ 'x-front-signature': _gone, ...right }) => right],
    ['sent without its time', ({ 'x-front-request-timestamp': _gone, ...right }) => right],
    ['older than five minutes', () => signed(archived, Date.now() - 301_000)],
    ['more than five minutes ahead', () => signed(archived, Date.now() + 600_000)],
    ['timed in seconds', () => signed(archived, Math.floor(Date.now() / 1000))],
    ['sent with an invalid time', (right) => ({ ...right, 'x-front-request-timestamp': 'now' })],
  ])('is refused with 401, archiving nothing, if %s', async (_what, change) => {
    const { post, archivedIds, lines } = await serveFrontWebhook();
    const answer = await post(archived, change(signed(archived)));
    expect(answer).toMatchObject({ status: 401, body: { type: 'about:blank', title: 'Unauthorized', status: 401 } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(archivedIds).toEqual([]);
    expect(`${JSON.stringify(answer.body)}${lines.join('')}`).not.toContain(secret);
  });

  it.each([-240_000, 240_000])('is accepted from a clock that is %i ms off', async (awayMs) => {
    const { post, archivedIds } = await serveFrontWebhook();
    expect(await post(archived, signed(archived, Date.now() + awayMs))).toMatchObject({ status: 200 });
    expect(archivedIds).toEqual(['cnv_1aa']);
  });

  it('is checked before the body', async () => {
    const { post } = await serveFrontWebhook();
    expect(await post('{', signed('['))).toMatchObject({ status: 401 });
  });
});

function sha1(body: string): string {
  return createHmac('sha1', secret).update(body).digest('base64');
}
