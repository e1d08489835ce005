import { expect, it } from 'vitest';
import type { NoteDeliverer } from '../../../src/adapters/temporal/calls/deliver-note.ts';
import { isOfInterest } from '../../../src/domain/call-event.ts';
import { readFixture } from '../../adapters/aircall/call-body.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { serveApp, token } from '../serve-app.ts';

const preferences = preferencesWith();
const wanting = preferencesWith({ ai: { ...preferences.ai, sentiment: true, transcript: 'attach' } });

async function serve(deliver: NoteDeliverer['deliver'] = async () => 'accepted', now = wanting) {
  const noted: unknown[] = [];
  const served = await serveApp({
    isOfInterest: (event) => isOfInterest(event, now),
    notes: {
      deliver: async (...note) => {
        noted.push(note);
        return await deliver(...note);
      },
    },
  });
  return { ...served, noted };
}

it.each([
  ['g1-summary.created', 'summary'],
  ['g2-transcription.created', 'transcript'],
  ['g3-sentiment.created', 'sentiment'],
  ['g4-topics.created', 'topics'],
])('passes on the kind and the call of %s, but no text', async (fixture, kind) => {
  const { post, noted, delivered, seen } = await serve();
  expect(await post(readFixture(fixture))).toMatchObject({ status: 200, body: { status: 'accepted' } });
  expect(noted).toEqual([[8_000_001, kind]]);
  expect(delivered).toEqual([]);
  expect(seen).toMatchObject([{ event: readFixture(fixture)['event'], outcome: 'accepted' }]);
});

it.each([
  ['a number', { call_id: 7 }, [7, 'sentiment']],
  ['text', { call_id: '7' }, [7, 'sentiment']],
  ['the id of a sentiment', { id: 7 }, [7, 'sentiment']],
])("reads the call's id as %s", async (_how, data, expected) => {
  const { post, noted } = await serve();
  await post({ event: 'sentiment.created', token, data });
  expect(noted).toEqual([expected]);
});

it('refuses a note without a call, and ignores unwanted notes', async () => {
  const { post, noted } = await serve();
  const body = { event: 'summary.created', token, data: { id: 7 } };
  expect(await post(body)).toMatchObject({ status: 400, body: { field: 'data.call_id' } });
  const off = await serve(undefined, preferences);
  expect(await off.post(readFixture('g2-transcription.created'))).toMatchObject({ body: { status: 'ignored' } });
  expect([noted, off.noted]).toEqual([[], []]);
});

it.each([
  ['900 KB', 9_000, 900_000],
  ['4 MB', 40_000, 4_000_000],
])('acknowledges a transcript of %s in time, and logs none of it', async (_size, length, bytes) => {
  const { post, noted, lines } = await serve();
  const utterances = Array.from({ length }, () => ({ start_time: 1, text: `xylophone ${'x'.repeat(70)}` }));
  const body = { event: 'transcription.created', token, data: { call_id: '7', content: { utterances } } };
  expect(JSON.stringify(body).length).toBeGreaterThan(bytes);
  const before = process.cpuUsage();
  expect(await post(body)).toMatchObject({ status: 200 });
  const { user, system } = process.cpuUsage(before);
  // Aircall waits for five seconds. Work alone counts: a machine can stall for as long.
  expect((user + system) / 1000).toBeLessThan(5_000);
  expect(noted).toEqual([[7, 'transcript']]);
  expect(lines.join('')).not.toContain('xylophone');
});

it('answers 503 when Temporal does not store it', async () => {
  const { post } = await serve(() => Promise.reject(new Error('away')));
  expect((await post(readFixture('g1-summary.created'))).status).toBe(503);
});
