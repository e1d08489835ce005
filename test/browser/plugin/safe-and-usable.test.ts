import { expect, test } from 'vitest';
import { ledgerCall } from '../../http/plugin/ledger-call.ts';
import { findAxeFaults } from '../kit/find-axe-faults.ts';
import { conversationWith } from './front-context.ts';
import { playedBeyond } from './played-beyond.ts';
import { pressPlay } from './press-play.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const number = '+442079460900';
const hostile = '<img src=x onerror="parent.hacked=1;window.hacked=1">"\'&lt;\u202e javascript:alert(1)';

/** One call of each kind, with names that would do harm if not escaped. */
async function serveWithCalls(name: string) {
  const users = [{ id: 70001, name, email: 'anna.agent@example.com' }];
  const served = await stage.serve({ aircall: { timeScale: 0, seeds: { users } } });
  const id = await served.aircall.play({
    direction: 'inbound',
    caller: number,
    line: 50001,
    agent: 70001,
    ringSeconds: 3,
    talkSeconds: 6,
    recording: { availableAfterMs: 0 },
    notes: {
      summary: { content: `Summary of ${name}\n- ${'Wolfeschlegelsteinhausenbergerdorff'.repeat(12)}`, afterEndMs: 0 },
    },
    comments: [{ by: 70001, content: `${name}\n</script><script>window.hacked=1</script>`, afterEndMs: 0 }],
  });
  await served.aircall.endOf(id);
  const agent = { id: 70001, name, email: 'anna.agent@example.com' };
  const line = { id: 50001, name, e164: null };
  const nowSeconds = Math.floor(Date.now() / 1000);
  const shared = { caller: number, callerName: name, agent, line } as const;
  for (const call of [
    ledgerCall({ ...shared, id, recording: 'there' }),
    ledgerCall({ ...shared, id: 1, state: 'parked', reason: `Front${name}` }),
    ledgerCall({
      ...shared,
      id: 2,
      qualification: 'voicemail',
      answeredAtSeconds: null,
      voicemail: 'awaited',
      voicemailDueAtSeconds: nowSeconds + 150,
    }),
  ]) {
    await stage.ledger.record(call, Date.now());
  }
  return served;
}

test('text from callers, agents and Front is shown as plain text', async () => {
  const { frame, page, send, complaints } = await stage.open(await serveWithCalls(hostile));
  await send(conversationWith(hostile, [number, `${number}<script>window.hacked=1</script>`, hostile]));
  await frame.getByRole('heading', { name: '<img src=x onerror' }).waitFor();
  await frame
    .getByRole('button', { name: /^Inbound call/ })
    .first()
    .click();
  await frame.getByText('</script><script>window.hacked=1</script>').waitFor();
  const summary = frame.getByText('Summary of <img src=x onerror');
  await summary.waitFor();
  expect(await summary.locator('*').count()).toBe(0);
  await frame.getByRole('button', { name: `Call ${number}`, exact: true }).waitFor();
  expect(await frame.getByRole('button', { name: /^Call / }).count()).toBe(1);
  expect(await frame.locator('img, body script').count()).toBe(0);
  expect(await frame.evaluate('"hacked" in window')).toBe(false);
  expect(await page.evaluate('"hacked" in window')).toBe(false);
  expect(complaints).toEqual([]);
});

test.each([300, 360])('a long summary keeps its lines and fits into a width of %i px', async (width) => {
  const { frame, page, send } = await stage.open(await serveWithCalls(hostile));
  await page.addStyleTag({ content: `iframe { width: ${width}px !important }` });
  await send(conversationWith('Casey Caller', [number]));
  await frame
    .getByRole('button', { name: /^Inbound call/ })
    .first()
    .click();
  const summary = frame.getByText('Summary of <img src=x onerror');
  await summary.waitFor();
  expect((await summary.innerText()).split('\n').map((line) => line.slice(0, 10))).toEqual([
    'Summary of',
    '- Wolfesch',
  ]);
  expect(await frame.evaluate('[innerWidth, document.documentElement.scrollWidth]')).toEqual([width, width]);
  const { x, width: wide } = (await summary.boundingBox()) ?? { x: 0, width: 0 };
  const { x: left } = (await page.locator('iframe').boundingBox()) ?? { x: 0 };
  expect(x - left + wide).toBeLessThanOrEqual(width);
});

test('the page contacts only its own server, obeys its policy, and does not leak the secret', async () => {
  const served = await serveWithCalls('Anna Agent');
  const { frame, send, asked, complaints, page } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame
    .getByRole('button', { name: /^Inbound call/ })
    .first()
    .click();
  await pressPlay(frame);
  await playedBeyond(frame, 0.2);
  const others = asked.filter((address) => !address.startsWith(`${served.url}/`));
  expect(others).toEqual([page.url()]);
  expect(asked.filter((address) => address.includes('auth_secret'))).toHaveLength(1);
  expect(asked.filter((address) => /\d{9,}/.test(decodeURIComponent(address.replace(/ticket=.*/, ''))))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each([false, true])('axe finds no faults, dark: %s', async (dark) => {
  const { frame, send } = await stage.open(await serveWithCalls('Anna Agent'), { dark });
  await send(conversationWith('Mailing Only', []));
  await frame.getByText('no phone number').waitFor();
  expect(await findAxeFaults(frame, { dark })).toEqual([]);
  await send(conversationWith('Casey Caller', [number, '+33612345678']));
  await frame.getByLabel('Call from').waitFor();
  await frame
    .getByRole('button', { name: /^Inbound call/ })
    .first()
    .click();
  await frame.locator('audio').waitFor();
  await frame.getByRole('button', { name: 'Call +33612345678' }).click();
  await frame.getByText('The number is on your Aircall phone').waitFor();
  expect(await findAxeFaults(frame, { dark })).toEqual([]);
  expect(await frame.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('axe finds no faults in error states, in light and dark mode', async () => {
  const served = await stage.serve({ deps: { ledger: null } });
  for (const dark of [false, true]) {
    const { frame, send } = await stage.open(served, { dark });
    await send({ ...conversationWith('Casey', [number]), teammate: { id: 'tea_9', email: 'nobody@example.com' } });
    await frame.getByRole('alert').waitFor();
    await frame.getByText('DATABASE_URL').waitFor();
    expect(await findAxeFaults(frame, { dark })).toEqual([]);
  }
});

test('everything works by keyboard', async () => {
  const served = await serveWithCalls('Anna Agent');
  const { frame, page, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByLabel('Call from').waitFor();
  await frame.getByRole('button', { name: /^Voicemail/ }).waitFor();
  const focused = () => frame.evaluate<string>('document.activeElement.textContent.replace(/\\s+/g, " ")');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(`Call ${number}`);
  await page.keyboard.press('Space');
  await frame.getByText('The number is on your Aircall phone').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await frame.getByText('The call starts on your Aircall phone').waitFor();
  while (!(await focused()).includes('Recording')) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await frame.locator('audio').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await playedBeyond(frame, 0.2);
});
