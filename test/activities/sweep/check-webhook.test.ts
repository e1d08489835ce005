import { describe, expect, it } from 'vitest';
import { openSweep } from './sweep-stage.ts';

const url = 'https://calls.example.com/webhooks/aircall';
const elsewhere = 'https://old.example.com/webhooks/aircall';
const token = 'our-token';
const events = ['call.ended', 'call.commented'];

const check = async ({ attempt }: Awaited<ReturnType<typeof openSweep>>) => await attempt('checkWebhook', undefined);

describe("Aircall's webhook is", () => {
  it.each([
    ['has no address of its own', null, 'set PUBLIC_URL to have it found by its address too'],
    ['has an address', url, `no webhook of Aircall has the address ${url}, or a token of AIRCALL_WEBHOOK_TOKEN`],
  ])('not found when there are only others and Callthread %s', async (_which, own, note) => {
    const stage = await openSweep({ webhook: { url: own, tokens: [token] } });
    stage.aircall.addWebhook({ url: 'https://crm.example.com/', token: 'crm', events });
    expect(await check(stage)).toEqual({ status: 'not found', notes: [expect.stringContaining(note)] });
  });

  it('found by its token when Callthread has no address of its own', async () => {
    const stage = await openSweep({ webhook: { url: null, tokens: ['a new token', token] } });
    stage.aircall.addWebhook({ url: elsewhere, token, events });
    expect(await check(stage)).toEqual({ status: 'active', notes: [] });
  });

  it('found by its token at another address, and by its address with another token', async () => {
    const stage = await openSweep();
    const byToken = stage.aircall.addWebhook({ url: elsewhere, token, events });
    const byUrl = stage.aircall.addWebhook({ url, token: 'unknown', events: ['call.created'] });
    expect(await check(stage)).toEqual({
      status: 'active',
      notes: [
        `webhook ${byToken.id} has another address than PUBLIC_URL with /webhooks/aircall`,
        `webhook ${byUrl.id} does not send call.ended: add that event in Aircall`,
        `the token of webhook ${byUrl.id} is not in AIRCALL_WEBHOOK_TOKEN: its events are refused`,
      ],
    });
  });

  it('found by its address when Aircall does not show its token', async () => {
    const stage = await openSweep();
    const { id } = stage.aircall.addWebhook({ url, token, events });
    const webhook = { webhook_id: id, url, token: null, active: true, events };
    stage.aircall.faults.add({ path: '^/v1/webhooks$', kind: 'status', status: 200, body: { webhooks: [webhook] } });
    const notes = [`the token of webhook ${id} is not in AIRCALL_WEBHOOK_TOKEN: its events are refused`];
    expect(await check(stage)).toEqual({ status: 'active', notes });
  });

  it('enabled again, and one that another tool made is left alone', async () => {
    const stage = await openSweep();
    const webhook = stage.aircall.addWebhook({ url, token, events });
    const other = stage.aircall.addWebhook({ url: 'https://crm.example.com/', token: 'crm', events });
    webhook.active = false;
    other.active = false;
    const notes = [`Aircall had disabled webhook ${webhook.id}; it is enabled again`];
    expect(await check(stage)).toEqual({ status: 'enabled again', notes });
    expect([webhook, other]).toMatchObject([
      { active: true, events },
      { active: false, events },
    ]);
  });

  it('reported as not enabled when Aircall keeps one of several disabled', async () => {
    const stage = await openSweep();
    const [stays, returns, active] = [url, elsewhere, url].map((address) =>
      stage.aircall.addWebhook({ url: address, token, events }),
    );
    if (!stays || !returns || !active) throw new Error('Aircall has no three webhooks');
    stays.active = false;
    returns.active = false;
    const body = { webhook: { webhook_id: stays.id, url, token, active: false, events } };
    stage.aircall.faults.add({ method: 'PUT', path: stays.id, kind: 'status', status: 200, body });
    expect(await check(stage)).toEqual({
      status: 'not enabled',
      notes: [
        `webhook ${stays.id} is disabled, and stays so: enable it in Aircall`,
        `Aircall had disabled webhook ${returns.id}; it is enabled again`,
        `webhook ${returns.id} has another address than PUBLIC_URL with /webhooks/aircall`,
      ],
    });
    expect(returns.active).toBe(true);
  });
});

it('fails with a remedy when Aircall refuses the API key', async () => {
  const stage = await openSweep();
  stage.aircall.faults.add({ path: '^/v1/webhooks$', kind: 'status', status: 403 });
  expect(await stage.failureOf('checkWebhook', undefined)).toMatchObject({
    type: 'AircallUnauthorized',
    nonRetryable: true,
    details: [{ remedy: expect.stringContaining('AIRCALL_API_ID') as unknown }],
  });
});
