import { expect, test } from 'vitest';
import { conversationWith } from './front-context.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const number = '+442079460900';

test('the session is renewed while the page is open, and the page keeps working', async () => {
  const { frame, page, send, asked } = await stage.open(await stage.serve(), { ownClock: true });
  const renewals = () => asked.filter((address) => address.endsWith('/api/plugin/session')).length;
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByLabel('Call from').waitFor();
  expect(renewals()).toBe(1);
  await page.clock.fastForward('07:00');
  expect(renewals()).toBe(1);
  // The next renewal is due some time after the previous answer.
  const renewalsLater = async () => {
    await page.clock.fastForward('08:00');
    return renewals();
  };
  await expect.poll(renewalsLater).toBeGreaterThanOrEqual(3);
  await frame.getByRole('button', { name: `Call ${number}` }).click();
  await frame.getByText('The number is on your Aircall phone').waitFor();
});

test('a page whose session has expired reloads itself', async () => {
  const { frame, page, send, asked } = await stage.open(await stage.serve(), { ownClock: true });
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByText('No calls with this contact yet').waitFor();
  const json = { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'over' };
  await page.route('**/api/plugin/history', (route) => route.fulfill({ status: 401, json }), { times: 1 });
  await page.clock.fastForward('01:05');
  await expect.poll(() => asked.filter((address) => address.includes('/plugin?auth_secret=')).length).toBe(2);
  await send(conversationWith('Casey Caller', [number]));
  await page.frameLocator('iframe').getByText('No calls with this contact yet').waitFor();
});
