import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { eventNames } from '../../../simulators/aircall/webhooks/event-names.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { listWebhooks, registerWebhook, removeWebhook } from '../../../src/cli/commands/webhooks.ts';
import { CommandError } from '../../../src/cli/terminal/errors.ts';
import { neededEventNames, neededEvents } from '../../../src/domain/call-event.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { openSetup, type SetupOptions, webhookToken } from '../doctor/open-setup.ts';

/** No Temporal is asked. */
const open = async (options: SetupOptions = {}) => await openSetup('127.0.0.1:1', options);
const run = { dryRun: false };

const needed = neededEvents(preferencesWith());

describe('webhooks register', () => {
  it('creates the webhook for exactly the needed events, before any token is set', async () => {
    const { environment, folder, aircall, publicUrl } = await open({
      webhook: false,
      environment: { AIRCALL_WEBHOOK_TOKEN: '' },
    });
    const { token, messages } = await registerWebhook(environment, folder, run);
    const [made, ...rest] = aircall.state.webhooks.values();
    expect(rest).toEqual([]);
    expect(made).toMatchObject({
      url: `${publicUrl}/webhooks/aircall`,
      active: true,
      events: needed,
      token,
    });
    expect(messages.join('\n')).toMatch(/^Created the webhook \S+ for http\S+\nPut this into the environment/);
    expect(messages.join('\n')).not.toContain(token);
  });

  it('adds call.created and call.answered while the card is on, and removes it when the card is off', async () => {
    const setup = await open({ yaml: 'card: { enabled: true }' });
    const [webhook] = setup.aircall.state.webhooks.values();
    const added = await registerWebhook(setup.environment, setup.folder, run);
    expect(added.messages.join('\n')).toContain('was repaired: added call.created, call.answered.');
    expect(webhook?.events).toEqual([...needed, 'call.created', 'call.answered']);

    await writeFile(String(setup.environment['CALLTHREAD_CONFIG']), 'card: { enabled: false }');
    const removed = await registerWebhook(setup.environment, setup.folder, run);
    expect(removed.messages.join('\n')).toContain('removed 2 events that are not needed');
    expect(webhook?.events).toEqual(needed);
  });

  it('is idempotent: a second run changes nothing and prints no known token', async () => {
    const setup = await open({ webhook: false });
    const first = await registerWebhook(setup.environment, setup.folder, run);
    const environment = { ...setup.environment, AIRCALL_WEBHOOK_TOKEN: String(first.token) };
    setup.aircall.journal.clear();
    const { token, messages } = await registerWebhook(environment, setup.folder, run);
    expect({ token, messages: messages.join('\n') }).toEqual({
      token: null,
      messages: expect.stringMatching(/needed no repair\.$/),
    });
    expect(setup.aircall.journal.entries.map(({ method }) => method)).toEqual(['GET']);
    expect(setup.aircall.state.webhooks.size).toBe(1);
  });

  it.each([
    ['disabled', { active: false }, 'enabled'],
    ['without call.ended', { events: ['call.hungup'] }, 'added call.ended'],
    ['subscribed to everything', { events: [...eventNames] }, `removed ${eventNames.length - needed.length} events`],
    ['all of it', { active: false, events: ['user.opened'] }, 'enabled; added call.ended'],
  ])('repairs a webhook that is %s, and keeps its token', async (_name, wrong, expected) => {
    const { environment, folder, aircall } = await open();
    const [webhook] = aircall.state.webhooks.values();
    Object.assign(webhook ?? {}, wrong);
    const { token, messages } = await registerWebhook(environment, folder, run);
    expect(webhook).toMatchObject({ active: true, events: needed, token: webhookToken });
    expect(messages.join('\n')).toContain(expected);
    expect(token).toBeNull();
  });

  it('prints the token of an existing webhook when the environment lacks it', async () => {
    const { environment, folder } = await open({ environment: { AIRCALL_WEBHOOK_TOKEN: 'an-older-token' } });
    const { token, messages } = await registerWebhook(environment, folder, run);
    expect(token).toBe(webhookToken);
    expect(messages.join('\n')).toContain('Add this, after a comma, to the environment');
  });

  it('keeps the webhook with the known token, and names the second one', async () => {
    const { environment, folder, aircall, publicUrl } = await open({ webhook: false });
    const url = `${publicUrl}/webhooks/aircall`;
    const other = aircall.addWebhook({ url, token: 'a-second-token', events: [] });
    const ours = aircall.addWebhook({ url, token: webhookToken, events: ['call.ended'] });
    const { messages } = await registerWebhook(environment, folder, run);
    expect(ours.events).toEqual(needed);
    expect(other.events).toEqual([...eventNames]);
    expect(messages.at(-1)).toBe(`Another webhook has the same address: callthread webhooks remove ${other.id}`);
  });

  it.each([
    [false, /^Would create a webhook for .*: call\.ended, /],
    [true, /would be repaired: enabled\.$/],
  ])('changes nothing with --dry-run (webhook exists: %s)', async (webhook, expected) => {
    const { environment, folder, aircall } = await open({ webhook });
    for (const each of aircall.state.webhooks.values()) each.active = false;
    const before = structuredClone([...aircall.state.webhooks.values()]);
    const { token, messages } = await registerWebhook(environment, folder, { dryRun: true });
    expect(messages.join('\n')).toMatch(expected);
    expect(token).toBeNull();
    expect([...aircall.state.webhooks.values()]).toEqual(before);
  });

  it.each([
    ['https://calls.example.com', 'https://calls.example.com/webhooks/aircall'],
    ['https://calls.example.com/', 'https://calls.example.com/webhooks/aircall'],
    ['https://example.com/calls/webhooks/aircall', 'https://example.com/calls/webhooks/aircall'],
  ])('creates the webhook for --url %s', async (url, expected) => {
    const { environment, folder, aircall } = await open({ webhook: false });
    await registerWebhook(environment, folder, { url, ...run });
    expect([...aircall.state.webhooks.values()].map((each) => each.url)).toEqual([expected]);
  });

  it.each([
    ['http://calls.example.com', /^--url: "http:\/\/calls.example.com" is not an https address/],
    ['calls.example.com', /^--url: "calls.example.com" is not an https address/],
    ['https://ada:secret@calls.example.com', /^--url contains a user/],
    [undefined, /^Set PUBLIC_URL, or pass --url/],
  ])('refuses the address %s, without asking Aircall', async (url, expected) => {
    const { environment, folder, aircall } = await open({ webhook: false, environment: { PUBLIC_URL: '' } });
    aircall.journal.clear();
    const asked = registerWebhook(environment, folder, { ...(url === undefined ? {} : { url }), ...run });
    await expect(asked).rejects.toSatisfy((error) => error instanceof CommandError && error.exitCode === 2);
    await expect(asked).rejects.toThrow(expected);
    expect(aircall.journal.entries).toEqual([]);
  });

  it("explains Aircall's refusals", async () => {
    const { environment, folder } = await open({ environment: { AIRCALL_API_TOKEN: 'another-aircall-token' } });
    await expect(registerWebhook(environment, folder, run)).rejects.toThrow(
      /^Aircall rejects it \(403\)\. Put the id and token of an Aircall API key/,
    );
  });

  it('explains a redirect, which is not followed', async () => {
    const { environment, folder, aircall } = await open();
    aircall.faults.add({ path: '/v1/webhooks', kind: 'status', status: 302 });
    await expect(registerWebhook(environment, folder, run)).rejects.toThrow(
      /^Aircall answers list-webhooks with 302 \(.*\)\. Check that AIRCALL_API_URL is Aircall's API\.$/,
    );
  });

  it.each([
    ['http://nope.invalid', "Aircall's host name is not found. Check it in AIRCALL_API_URL, if set, and that"],
    ['http://127.0.0.1:1', 'Aircall does not answer (connection refused). Check that this machine can reach Aircall'],
  ])('says why %s does not answer', async (url, expected) => {
    const { environment, folder } = await open({ environment: { AIRCALL_API_URL: url } });
    await expect(registerWebhook(environment, folder, run)).rejects.toThrow(expected);
  });

  it('fails when Aircall does not apply the request', async () => {
    const { environment, folder, aircall } = await open();
    for (const each of aircall.state.webhooks.values()) each.active = false;
    const [webhook] = aircall.state.webhooks.values();
    const body = { webhook: { ...webhook, webhook_id: webhook?.id, active: false } };
    aircall.faults.add({ method: 'PUT', path: '/v1/webhooks/', kind: 'status', status: 200, body });
    await expect(registerWebhook(environment, folder, run)).rejects.toThrow(
      /, but it is disabled\. Check it in Aircall/,
    );
  });
});

describe('webhooks list', () => {
  it('prints a table without tokens or secrets in addresses', async () => {
    const { environment, folder, aircall, publicUrl } = await open();
    aircall.addWebhook({
      url: 'https://other.example.com/hook?key=hidden',
      token: 'of-another',
      events: ['call.ended'],
    });
    const [head, ...rows] = await listWebhooks(environment, folder);
    expect(head).toMatch(/^id +state +token +events +address$/);
    expect(rows[0]).toMatch(new RegExp(`active +known +correct +${publicUrl}/webhooks/aircall \\(PUBLIC_URL\\)$`));
    expect(rows[1]).toMatch(/active +unknown +8 missing +https:\/\/other\.example\.com\/hook\?…$/);
    expect(rows.join('\n')).not.toMatch(/hidden|of-another|test-webhook-token/);
  });

  it('reads all pages', async () => {
    const { environment, folder, aircall } = await open();
    for (let index = 0; index < 60; index += 1) aircall.addWebhook({ url: `https://example.com/${index}` });
    expect(await listWebhooks(environment, folder)).toHaveLength(62);
  });
});

describe('webhooks remove', () => {
  it('removes the webhook with the given id', async () => {
    const { environment, folder, aircall } = await open();
    const other = aircall.addWebhook({ url: 'https://example.com/hook' });
    expect(await removeWebhook(environment, folder, { id: other.id, yes: true })).toBe(
      `Removed the webhook ${other.id}.`,
    );
    expect([...aircall.state.webhooks.values()].map(({ token }) => token)).toEqual([webhookToken]);
  });

  it('requires --yes and an existing id', async () => {
    const { environment, folder, aircall } = await open();
    const [id = ''] = aircall.state.webhooks.keys();
    await expect(removeWebhook(environment, folder, { id, yes: false })).rejects.toThrow(
      /^Add --yes to remove the webhook/,
    );
    await expect(removeWebhook(environment, folder, { id: 'none', yes: true })).rejects.toThrow(
      /^Aircall has no webhook none\./,
    );
    expect(aircall.state.webhooks.size).toBe(1);
  });
});

it('never enables a webhook without events for all events', async () => {
  const { aircall } = await open();
  const [webhook] = aircall.state.webhooks.values();
  const client = createAircallClient({ apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token' });
  const now = await client.enableWebhook({ id: webhook?.id ?? '', events: [] });
  expect(now.events).toEqual([...neededEventNames]);
});
