import { expect, test } from 'vitest';
import { ledgerCall } from '../../http/plugin/ledger-call.ts';
import { stopClock } from '../../kit/stop-clock.ts';
import { conversationWith } from './front-context.ts';
import { playedBeyond } from './played-beyond.ts';
import { pressPlay } from './press-play.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const nowSeconds = () => Math.floor(Date.now() / 1000);
const unanswered = { agent: null, answeredAtSeconds: null, talkSeconds: null, ringSeconds: 24 } as const;
const caller = (last: number) => `+44207946${String(last).padStart(4, '0')}`;

/** A recorded call that Aircall and the ledger both have. */
async function playRecorded(number: string, sizeBytes?: number) {
  const served = await stage.serve({ aircall: { timeScale: 0 } });
  const id = await served.aircall.play({
    direction: 'inbound',
    caller: number,
    line: 50001,
    agent: 70001,
    ringSeconds: 3,
    talkSeconds: 60,
    recording: { availableAfterMs: 0, ...(sizeBytes === undefined ? {} : { sizeBytes }) },
    comments: [{ by: 70001, content: 'Wants a refund.\nCall back on Monday.', afterEndMs: 0 }],
  });
  await served.aircall.endOf(id);
  await stage.ledger.record(ledgerCall({ id, caller: number, recording: 'there' }), Date.now());
  return served;
}

test('a call shows its kind, time, agent and duration, in the configured language and time zone', async () => {
  await stage.ledger.record(ledgerCall({ id: 1, caller: caller(1) }), 1);
  const served = await stage.serve({ preferences: { language: 'fr', timezone: 'America/New_York' } });
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [caller(1)]));
  const call = frame.getByRole('button', { name: /^Appel entrant/ });
  await call.waitFor();
  // 1,790,000,000 is 21 September 2026, 14:13:20 UTC.
  expect((await call.innerText()).replace(/\s+/g, ' ')).toBe(
    'Appel entrant 21 sept. 2026, 10:13 Support UK · Anna Agent · 3 min 13 s',
  );
  expect(await frame.locator('html').getAttribute('lang')).toBe('fr');
});

test('a recording plays, and comments are shown', async () => {
  const oneMinuteBytes = 104 * 38 * 60;
  const served = await playRecorded(caller(2), oneMinuteBytes);
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [caller(2)]));
  await frame.getByRole('button', { name: /^Inbound call/ }).click();
  await frame.getByText('Call back on Monday.').waitFor();
  expect(served.aircall.journal.find({ path: /^\/media\// })).toEqual([]);
  await pressPlay(frame);
  await playedBeyond(frame, 0.5);
  await frame.evaluate('document.querySelector("audio").currentTime = 50');
  await playedBeyond(frame, 50.3);
});

test('pending media counts down and appears without a reload', async () => {
  const call = ledgerCall({
    ...unanswered,
    id: 3,
    caller: caller(3),
    qualification: 'voicemail',
    voicemail: 'awaited',
  });
  await stage.ledger.record({ ...call, voicemailDueAtSeconds: nowSeconds() + 119 }, 1);
  const { frame, page, send } = await stage.open(await stage.serve(), { ownClock: true });
  await send(conversationWith('Casey Caller', [caller(3)]));
  await frame.getByText('Voicemail in 2 min').waitFor();
  // The clocks of the page and of the server stop: only the test moves the page's.
  stopClock('Date');
  await page.clock.pauseAt(Date.now() + 60_000);
  await stage.ledger.record({ ...call, voicemailDueAtSeconds: nowSeconds() + 6 }, 2);
  await send(conversationWith('Casey Caller', []));
  await send(conversationWith('Casey Caller', [caller(3)]));
  await frame.getByText(/Voicemail in [67] s/).waitFor();
  await page.clock.runFor(3_000);
  await frame.getByText(/Voicemail in [34] s/).waitFor();
  await page.clock.runFor(4_000);
  await frame.getByText('Voicemail on its way').waitFor();
  await stage.ledger.record({ ...call, voicemail: 'there' }, 3);
  await page.clock.runFor(2_000);
  await frame.locator('.badge.there').getByText('Voicemail').waitFor();
  expect(await frame.getByText('on its way').count()).toBe(0);
});

test('a parked call says why it is not in Front, and what to do', async () => {
  await stage.ledger.record(
    ledgerCall({
      id: 4,
      caller: caller(4),
      state: 'parked',
      reason: 'FrontUnauthorized: Front answered 401 to list-contact-conversations',
    }),
    1,
  );
  const { frame, send } = await stage.open(await stage.serve());
  await send(conversationWith('Casey Caller', [caller(4)]));
  await frame.getByText('Front rejects Callthread’s key. Your administrator has to set a valid one').waitFor();
  expect(await frame.getByRole('button', { name: /^Inbound call.*Not in Front/ }).count()).toBe(1);
});

test('a call says when Aircall is down, and a retry loads it', async () => {
  const served = await playRecorded(caller(5));
  served.aircall.faults.add({ path: '/v1/calls/\\d+$', kind: 'status', status: 500, times: 1 });
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [caller(5)]));
  await frame.getByRole('button', { name: /^Inbound call/ }).click();
  await frame.getByRole('alert').getByText('Aircall is not responding').waitFor();
  await frame.getByRole('button', { name: 'Try again' }).click();
  await frame.getByText('Call back on Monday.').waitFor();
  expect(await frame.getByRole('alert').count()).toBe(0);
});

test('audio that Aircall does not provide says so, and a retry plays it', async () => {
  const served = await playRecorded(caller(6));
  served.aircall.faults.add({ path: '^/media/', kind: 'status', status: 403, times: 1 });
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [caller(6)]));
  await frame.getByRole('button', { name: /^Inbound call/ }).click();
  await pressPlay(frame);
  await frame.getByRole('alert').getByText('cannot be played').waitFor();
  await frame.getByRole('button', { name: 'Try again' }).click();
  await playedBeyond(frame, 0.3);
  expect(await frame.getByRole('alert').count()).toBe(0);
});
