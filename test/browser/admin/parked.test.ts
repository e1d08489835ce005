import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parkedCall } from '../../http/admin/sample-calls.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  const waiting = [1007, 1008, 1010, 1011].map((id) =>
    parkedCall(id, id < 1010 ? 'FrontRejected' : 'FrontUnauthorized'),
  );
  house = await openHouse({
    parked: [...waiting, parkedCall(0, 'FrontNotFound', { workflowId: 'archive-cnv_9', callId: null, steps: null })],
  });
});
afterAll(() => house.close());
beforeEach(() => {
  house.control.answers.length = 0;
});

describe('a parked call', () => {
  it('says why and what to do, and is retried with another inbox from its page', async () => {
    const { page, faults } = await house.enter('/calls/1007');
    await page.getByText('What to do:').waitFor();
    await page.getByText('Make the inbox in Front').waitFor();
    await page.getByLabel('Use another inbox').fill('Support');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Retry requested.').waitFor();
    expect(house.control.answers).toEqual([
      { workflowId: 'call-1007', answer: { kind: 'retry', correction: { inbox: 'Support' } } },
    ]);
    await expect.poll(() => page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('is skipped only after confirmation, by keyboard alone', async () => {
    const { page, faults } = await house.enter('/');
    const tabTo = async (name: string): Promise<void> => {
      for (let nth = 0; nth < 60; nth += 1) {
        await page.keyboard.press('Tab');
        const focused =
          '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim()';
        if ((await page.evaluate(focused)) === name) return;
      }
      throw new Error(`${name} is not reached by keyboard`);
    };
    await tabTo('Skip to content');
    await tabTo('Parked');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Parked calls' }).waitFor();
    await page.locator('.parked-list').waitFor();
    await tabTo('Skip Caller 1008');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(house.control.answers).toEqual([]);
    expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe('Skip Caller 1008');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo('Yes, skip');
    await page.keyboard.press('Enter');
    await page.getByText('1 call skipped.').waitFor();
    expect(house.control.answers).toEqual([{ workflowId: 'call-1008', answer: { kind: 'skip' } }]);
    expect(faults).toEqual([]);
  });

  it('is retried together with the others of its failure', async () => {
    const { page } = await house.enter('/parked');
    await page.getByText('archive-cnv_9').waitFor();
    await page.getByRole('button', { name: 'Retry all (2): FrontUnauthorized' }).click();
    await page.getByText('2 calls retried.').waitFor();
    expect(house.control.answers.map(({ workflowId }) => workflowId).toSorted()).toEqual(['call-1010', 'call-1011']);
    await page.getByRole('button', { name: 'Retry archive-cnv_9' }).click();
    await page.getByText('1 call retried.').waitFor();
    await page.getByText('No calls are parked').waitFor();
  });

  it('parked after the page was opened is not skipped with the others', async () => {
    for (const id of [1020, 1021]) house.control.park(parkedCall(id, 'FrontUnauthorized'));
    const { page } = await house.enter('/parked');
    await page.getByRole('button', { name: 'Skip all (2): FrontUnauthorized' }).click();
    await page.getByText('Skip 2 calls?').waitFor();
    house.control.park(parkedCall(1099, 'FrontUnauthorized'));
    await page.getByRole('button', { name: 'Yes, skip' }).click();
    await page.getByText('2 calls skipped.').waitFor();
    expect(house.control.answers.map(({ workflowId }) => workflowId).toSorted()).toEqual(['call-1020', 'call-1021']);
  });

  it('without a failure is retried with all others', async () => {
    house.control.park({ ...parkedCall(1030, 'FrontUnauthorized'), failure: null });
    const { page } = await house.enter('/parked');
    await page.getByRole('button', { name: /^Retry all \(2\): All/ }).click();
    await page.getByText('2 calls retried.').waitFor();
    expect(house.control.answers.map(({ workflowId }) => workflowId).toSorted()).toEqual(['call-1030', 'call-1099']);
  });

  it('that is too old to be listed is retried with its failure, and not skipped unseen', async () => {
    for (let id = 2000; id < 2100; id += 1) house.control.park(parkedCall(id, 'FrontRejected', { callId: null }));
    house.control.park(parkedCall(1999, 'FrontNotFound', { workflowId: 'call-1999' }));
    const { page } = await house.enter('/parked');
    const retry = page.getByRole('button', { name: 'Retry all (1): FrontNotFound' });
    await retry.waitFor();
    expect(await page.getByRole('button', { name: /^Skip all .*FrontNotFound$/ }).count()).toBe(0);
    await retry.click();
    await page.getByText('1 call retried.').waitFor();
    expect(house.control.answers.map(({ workflowId }) => workflowId)).toEqual(['call-1999']);
  });
});
