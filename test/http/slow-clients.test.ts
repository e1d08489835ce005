import { describe, expect, it } from 'vitest';
import { serveApp, webhook } from './serve-app.ts';
import { clients, large, manners, openClients, slow } from './slow-clients.ts';

describe(`${clients} clients that`, () => {
  // A machine can stall for the time after which all of them are cut off.
  it.each([...manners, large])('%s do not delay webhooks', { retry: 2 }, async (_manner, manner) => {
    const { url, delivered, lines, post: deliver } = await serveApp();
    const { sockets, answers } = await openClients(url, manner);
    expect(await deliver(webhook())).toMatchObject({ status: 200 });
    // It has overtaken those that are slow: they are cut off after 10 seconds and later. The others are refused at once.
    const overtaken = sockets.some(({ closed }) => !closed);
    expect(overtaken || !slow.includes(manner)).toBe(true);
    for (let sent = 1; sent < 20; sent += 1) expect(await deliver(webhook())).toMatchObject({ status: 200 });
    expect(delivered).toHaveLength(20);
    const refusals = manner === large[1] ? / (400|408|503) / : / (400|408|413|431) /;
    expect(answers().filter((line) => !refusals.test(line))).toEqual([]);
    expect(lines.filter((line) => /"level":"?(error|50|fatal|60)/.test(line))).toEqual([]);
  });
});
