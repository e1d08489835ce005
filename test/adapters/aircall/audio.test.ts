import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOpenAudio } from '../../../src/adapters/aircall/audio.ts';

/** A host that has one audio of so many bytes. @returns its address, and how many of its connections are open */
async function serveAudio(sizeBytes: number): Promise<{ url: string; connections: () => Promise<number> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': sizeBytes });
    response.write(Buffer.alloc(1));
    if (sizeBytes === 1) response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: async () =>
      await new Promise((resolve) => void server.getConnections((_error, count) => resolve(count))),
  };
}

describe('openAudio', () => {
  it('opens a file within the size limit', async () => {
    const { url } = await serveAudio(1);
    const audio = await createOpenAudio(url)(`${url}/1.mp3`, { maxBytes: 1 });
    expect(audio).toMatchObject({ sizeBytes: 1, contentType: 'audio/mpeg' });
    expect(audio && (await buffer(audio.stream))).toHaveLength(1);
  });

  it('does not open a larger file, and hangs up', async () => {
    const { url, connections } = await serveAudio(700_000_001);
    expect(await createOpenAudio(url)(`${url}/1.mp3`, { maxBytes: 700_000_000 })).toBeNull();
    await expect.poll(connections).toBe(0);
  });

  it('opens no file outside Aircall', async () => {
    const { url } = await serveAudio(1);
    expect(await createOpenAudio('https://api.aircall.io')(`${url}/1.mp3`)).toBeNull();
  });
});
