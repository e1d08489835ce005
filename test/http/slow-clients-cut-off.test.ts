import { describe, expect, it } from 'vitest';
import { serveApp } from './serve-app.ts';
import { clients, openClients, slow } from './slow-clients.ts';

describe('slow clients', () => {
  it('are cut off eventually', async () => {
    const { url } = await serveApp();
    const opened = await Promise.all(slow.map((manner) => openClients(url, manner, clients / 4)));
    const sockets = opened.flatMap((each) => each.sockets);
    await expect.poll(() => sockets.every(({ closed }) => closed), { timeout: 120_000, interval: 500 }).toBe(true);
  });
});
