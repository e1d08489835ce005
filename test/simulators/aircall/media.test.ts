import { expect, test } from 'vitest';
import { answered, missed, openSimulator } from './open-simulator.ts';

const recorded = { ...answered, recording: { availableAfterMs: 0 } };

async function openRecording(options: Parameters<typeof openSimulator>[0] = {}, script = recorded) {
  const { simulator, request } = await openSimulator(options);
  const id = await simulator.play(script);
  await simulator.endOf(id);
  const read = async () =>
    (await request('GET', `/v1/calls/${id}?fetch_short_urls=true`)).body['call'] as Record<string, string>;
  const link = async () => (await read())['recording'] ?? '';
  const moveClock = async (ms: number) => (await request('POST', '/_sim/clock', { ms })).body;
  return { simulator, id, read, link, moveClock };
}

test('the link serves audio without the API key, and each body has a new one', async () => {
  const { link } = await openRecording();
  const [first, second] = [await link(), await link()];
  expect(first).not.toBe(second);
  expect(new URL(first).searchParams.get('X-Amz-Expires')).toBe('600');
  const response = await fetch(first);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('audio/mpeg');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  // Whole frames of an MPEG-1 layer III stream, each with its header.
  expect(bytes.length % 104).toBe(0);
  for (let at = 0; at < bytes.length; at += 104) expect([...bytes.subarray(at, at + 2)]).toEqual([0xff, 0xfb]);
});

test('a range request gets that range', async () => {
  const { link } = await openRecording({ mediaSizeBytes: 1_000_000 });
  const whole = new Uint8Array(await (await fetch(await link())).arrayBuffer());
  const part = await fetch(await link(), { headers: { range: 'bytes=70000-70103' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 70000-70103/1000000');
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(70_000, 70_104));
  const tail = await fetch(await link(), { headers: { range: 'bytes=-10' } });
  expect((await tail.arrayBuffer()).byteLength).toBe(10);
  expect((await fetch(await link(), { headers: { range: 'bytes=1000000-' } })).status).toBe(416);
});

test('a large recording is served in full', async () => {
  const recording = { availableAfterMs: 0, sizeBytes: 30_000_001 };
  const { link } = await openRecording({}, { ...answered, recording });
  const response = await fetch(await link());
  expect(response.headers.get('content-length')).toBe('30000001');
  expect((await response.arrayBuffer()).byteLength).toBe(30_000_001);
});

test('a link expires, and the clock can be moved there', async () => {
  const { link, moveClock } = await openRecording();
  const old = await link();
  expect(await moveClock(600_001)).toEqual({ offsetMs: 600_001 });
  const dead = await fetch(old);
  expect(dead.status).toBe(403);
  expect(await dead.text()).toContain('<Code>AccessDenied</Code>');
  expect((await fetch(await link())).status).toBe(200);
});

test('links can be given a short life', async () => {
  const { link, moveClock } = await openRecording({ mediaLifetimeMs: 60_000 });
  const short = await link();
  expect((await fetch(short)).status).toBe(200);
  await moveClock(60_001);
  expect((await fetch(short)).status).toBe(403);
});

test('a link that is altered, or used with HEAD, is refused', async () => {
  const { id, link } = await openRecording();
  const good = await link();
  for (const bad of [
    good.replace(`${id}-recording`, `${id + 1}-recording`),
    good.replace('X-Amz-Expires=600', 'X-Amz-Expires=9999'),
    good.replace(/X-Amz-Signature=\w+/, 'X-Amz-Signature=00'),
    good.split('?')[0] ?? '',
  ]) {
    const response = await fetch(bad);
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
  }
  expect((await fetch(good, { method: 'HEAD' })).status).toBe(403);
});

test('the short address outlives the link that it leads to', async () => {
  const { read, moveClock } = await openRecording();
  const short = (await read())['recording_short_url'] ?? '';
  await moveClock(3_000_000);
  const followed = await fetch(short);
  expect([followed.redirected, followed.status]).toEqual([true, 200]);
});

test('a voicemail is null until available, and then has its own asset page', async () => {
  const { simulator, request } = await openSimulator({ timeScale: 1 });
  const id = await simulator.play({ ...missed, voicemail: { availableAfterMs: 0 } });
  const read = async () => (await request('GET', `/v1/calls/${id}`)).body['call'];
  expect(await read()).toMatchObject({ voicemail: null, asset: null });
  const call = simulator.state.calls.get(id);
  if (call === undefined) throw new Error('the call is gone');
  call.voicemail.ready = true;
  expect(await read()).toMatchObject({
    voicemail: expect.stringContaining(`/media/${id}-voicemail.mp3`),
    asset: `https://assets.aircall.io/calls/${id}/voicemail`,
  });
});

test('a fault can cut a recording short', async () => {
  const { simulator, link } = await openRecording({ mediaSizeBytes: 200_000 });
  const target = await link();
  simulator.faults.add({ path: '^/media/', kind: 'cut-after', times: 1 });
  const response = await fetch(target);
  expect(response.status).toBe(200);
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  expect((await (await fetch(target)).arrayBuffer()).byteLength).toBe(200_000);
});
