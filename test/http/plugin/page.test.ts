import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessions } from '../../../src/http/plugin/session.ts';
import { openPage, visit } from './plugin-visitor.ts';
import { type PluginServed, pluginSecret, servePlugin } from './serve-plugin.ts';

let served: PluginServed;
beforeAll(async () => {
  served = await servePlugin();
});
afterAll(() => served.close());

describe('GET /plugin', () => {
  it('requires the secret, and explains if it is missing', async () => {
    for (const query of [
      '',
      '?auth_secret=',
      '?auth_secret=wrong',
      `?auth_secret=${pluginSecret}x`,
      '?auth_secret[]=a',
    ]) {
      const response = await fetch(`${served.url}/plugin${query}`);
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toContain('text/html');
      const text = await response.text();
      expect(text).toContain('Open the plugin in Front’s sidebar');
      expect(text).not.toContain(pluginSecret);
    }
  });

  it('allows only Front to frame it, no foreign content and no caching', async () => {
    const { headers } = await fetch(`${served.url}/plugin?auth_secret=${pluginSecret}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain('frame-ancestors https://*.frontapp.com https://*.frontapplication.com');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('uses a new nonce at each visit, the same in page and policy', async () => {
    const nonces = new Set<string>();
    for (let visitNumber = 0; visitNumber < 3; visitNumber += 1) {
      const response = await fetch(`${served.url}/plugin?auth_secret=${pluginSecret}`);
      const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? 'none';
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('keeps the secret and the session out of the log', async () => {
    const session = await openPage(served.url);
    await visit(served.url);
    expect(served.lines.join('\n')).not.toContain(pluginSecret);
    expect(served.lines.join('\n')).not.toContain(session);
  });

  it('slows down wrong secrets, and always accepts the right one', async () => {
    const plugin = await servePlugin();
    const ask = async (query: string) => await fetch(`${plugin.url}/plugin${query}`);
    for (let nth = 0; nth < 60; nth += 1) expect((await ask('')).status).toBe(401);
    for (let nth = 0; nth < 50; nth += 1) expect((await ask(`?auth_secret=guess-${nth}`)).status).toBe(401);
    const beganMs = performance.now();
    const refused = await ask('?auth_secret=guess');
    expect(performance.now() - beganMs).toBeGreaterThan(900);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('text/html');
    expect((await ask(`?auth_secret=${pluginSecret}`)).status).toBe(200);
    await plugin.close();
  });

  it('refuses other methods', async () => {
    expect((await fetch(`${served.url}/plugin?auth_secret=${pluginSecret}`, { method: 'POST' })).status).toBe(405);
  });
});

describe('sessions', () => {
  it('give no access before they are bound to a teammate', async () => {
    const page = await openPage(served.url);
    for (const [authorization, status] of [
      ['', 401],
      ['Bearer wrong', 401],
      [`Bearer ${pluginSecret}`, 401],
      [`Bearer ${page}`, 403],
    ] as const) {
      const response = await fetch(`${served.url}/api/plugin/lines`, { headers: { authorization } });
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('are renewed for the same teammate and never for another', async () => {
    const visitor = await visit(served.url);
    const again = await visitor.ask('session', { teammate: { id: 'tea_1', email: 'Anna.Agent@example.com' } });
    expect(again.status).toBe(200);
    const other = await visitor.ask('session', { teammate: { id: 'tea_2', email: 'ben.backup@example.com' } });
    expect(other.status).toBe(403);
    const sameId = await visitor.ask('session', { teammate: { id: 'tea_1', email: 'ben.backup@example.com' } });
    expect(sameId.status).toBe(403);
  });

  it('end after 15 minutes, after 12 hours of renewals, and with another secret', async () => {
    let nowMs = Date.now();
    const sessions = createSessions(pluginSecret, () => nowMs);
    const session = { teammate: { id: 'tea_1', email: 'a@example.com' }, openedAtSeconds: Math.floor(nowMs / 1000) };
    const first = await sessions.sign(session);
    expect(await sessions.read(first)).toEqual(session);
    expect(await createSessions(`${pluginSecret}2`).read(first)).toBeNull();
    expect(await sessions.readTicket(first)).toBeNull();
    expect(await sessions.read(await sessions.signTicket({ callId: 1, kind: 'recording' }))).toBeNull();
    nowMs += 15 * 60_000 - 1000;
    expect(await sessions.read(first)).toEqual(session);
    nowMs += 2000;
    expect(await sessions.read(first)).toBeNull();
    nowMs += 12 * 3_600_000;
    expect(await sessions.read(await sessions.sign(session))).toBeNull();
  });
});
