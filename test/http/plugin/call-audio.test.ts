import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openTestLedger } from '../../adapters/ledger/open-test-ledger.ts';
import { ledgerCall } from './ledger-call.ts';
import { visit } from './plugin-visitor.ts';
import { type PluginServed, servePlugin } from './serve-plugin.ts';

const caller = '+442079460900';
const sizeBytes = 300_000;
let ledger: Ledger;
let served: PluginServed;
let callId: number;

beforeAll(async () => {
  ledger = await openTestLedger();
  served = await servePlugin({ ledger, aircall: { timeScale: 0 } });
  callId = await served.aircall.play({
    direction: 'inbound',
    caller,
    line: 50001,
    agent: 70001,
    ringSeconds: 3,
    talkSeconds: 60,
    recording: { availableAfterMs: 0, sizeBytes },
    comments: [{ by: 70001, content: 'Wants <b>two</b>', afterEndMs: 0 }],
    notes: { summary: { content: 'Orders two.', afterEndMs: 0 } },
  });
  await served.aircall.endOf(callId);
  await ledger.record(ledgerCall({ id: callId, caller, recording: 'there' }), 1);
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});

async function addressOfRecording(): Promise<string> {
  const { body } = await (await visit(served.url)).ask(`calls/${callId}`, { number: caller });
  const [recording] = body['audio'] as Array<{ address: string }>;
  return `${served.url}${recording?.address}`;
}

describe('POST /api/plugin/calls/:id', () => {
  it('returns the comments as written, and the available audio', async () => {
    const { status, body } = await (await visit(served.url)).ask(`calls/${callId}`, { number: caller });
    expect(status).toBe(200);
    expect(body['comments']).toMatchObject([{ text: 'Wants <b>two</b>', author: 'Anna Agent' }]);
    expect(body['audio']).toMatchObject([{ kind: 'recording' }]);
    expect(JSON.stringify(body)).not.toContain('X-Amz');
  });

  it("returns Aircall's summary, or null if Aircall has none or fails", async () => {
    const summaryOf = async (url = served.url) =>
      (await (await visit(url)).ask(`calls/${callId}`, { number: caller })).body['summary'];
    expect(await summaryOf()).toBe('Orders two.');
    served.aircall.faults.add({ path: '/summary$', kind: 'status', status: 500, times: 1 });
    expect(await summaryOf()).toBeNull();
    served.aircall.state.notes.clear();
    expect(await summaryOf()).toBeNull();
    served.aircall.state.notes.set(callId, { summary: 'Orders two.' });
  });

  it('requires an existing call and its number', async () => {
    const visitor = await visit(served.url);
    for (const [id, number] of [
      [String(callId), '+442079460901'],
      [String(callId + 1), caller],
      ['1e3', caller],
      ['constructor', caller],
    ]) {
      expect((await visitor.ask(`calls/${id}`, { number })).status).toBe(404);
    }
  });

  it('reports that Aircall is away', async () => {
    served.aircall.faults.add({ path: '/v1/calls/\\d+$', kind: 'status', status: 500, times: 1 });
    const { status, body } = await (await visit(served.url)).ask(`calls/${callId}`, { number: caller });
    expect([status, body['detail']]).toEqual([503, expect.stringContaining('Aircall is not responding')]);
  });

  it('returns no recording if recordings are off', async () => {
    const off = await servePlugin({ ledger, preferences: { recordings: 'off', comments: 'off' } });
    const visitor = await visit(off.url);
    const { body } = await visitor.ask('history', { numbers: [caller] });
    expect(body['calls']).toMatchObject([{ audio: [] }]);
    await off.close();
  });
});

describe('GET /api/plugin/calls/:id/recording', () => {
  it('serves the whole recording without an authorization header', async () => {
    const response = await fetch(await addressOfRecording());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect((await response.arrayBuffer()).byteLength).toBe(sizeBytes);
  });

  it('serves ranges, so that a player can seek', async () => {
    const response = await fetch(await addressOfRecording(), { headers: { range: 'bytes=1000-1999' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes 1000-1999/${sizeBytes}`);
    expect((await response.arrayBuffer()).byteLength).toBe(1000);
    const beyond = await fetch(await addressOfRecording(), { headers: { range: `bytes=${sizeBytes}-` } });
    expect(beyond.status).toBe(416);
  });

  it('serves a recording whose size Aircall does not announce, whole or in part', async () => {
    const recording = served.aircall.state.calls.get(callId)?.recording;
    if (recording === undefined) throw new Error('there is no recording');
    recording.chunked = true;
    onTestFinished(() => {
      recording.chunked = false;
    });
    const response = await fetch(await addressOfRecording());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBeNull();
    expect(response.headers.get('accept-ranges')).toBe('none');
    expect((await response.arrayBuffer()).byteLength).toBe(sizeBytes);
    const part = await fetch(await addressOfRecording(), { headers: { range: 'bytes=1000-1999' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${sizeBytes}`);
    expect((await part.arrayBuffer()).byteLength).toBe(1000);
  });

  it('gets a fresh address from Aircall each time, since addresses expire', async () => {
    const address = await addressOfRecording();
    const before = served.aircall.journal.find({ path: new RegExp(`/v1/calls/${callId}$`) }).length;
    await (await fetch(address)).arrayBuffer();
    await (await fetch(address)).arrayBuffer();
    expect(served.aircall.journal.find({ path: new RegExp(`/v1/calls/${callId}$`) })).toHaveLength(before + 2);
  });

  it('requires the ticket of this audio', async () => {
    const address = await addressOfRecording();
    const { session } = await visit(served.url);
    for (const wrong of [
      address.replace(/\?.*/, ''),
      address.replace(/ticket=.*/, `ticket=${session}`),
      address.replace('/recording', '/voicemail'),
      address.replace(`/${callId}/`, `/${callId + 1}/`),
      address.replace(/\.[^.]*$/, '.wrong'),
    ]) {
      expect((await fetch(wrong)).status).toBe(401);
    }
  });

  it('reports that the audio is gone or Aircall is away, without revealing its address', async () => {
    const address = await addressOfRecording();
    served.aircall.faults.add({ path: '/media/', kind: 'status', status: 403, times: 1 });
    const gone = await fetch(address);
    expect(gone.status).toBe(404);
    expect(await gone.text()).not.toContain('X-Amz');
    served.aircall.faults.add({ path: '/media/', kind: 'cut-before', times: 1 });
    expect((await fetch(address)).status).toBe(503);
  });

  it('ends the transfer when the listener hangs up', async () => {
    const stop = new AbortController();
    const response = await fetch(await addressOfRecording(), { signal: stop.signal });
    stop.abort();
    await expect(response.arrayBuffer()).rejects.toThrow('aborted');
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
    expect(served.lines.join('\n')).not.toContain('ended early');
  });
});
