import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awayLedger } from '../../http/admin/away-ledger.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

const ledger = awayLedger();
let house: AdminHouse;
beforeAll(async () => {
  house = await openHouse({ admin: { ledger } });
});
afterAll(async () => {
  await house.close();
  await ledger.close();
});

describe('a call while the database is down', () => {
  it('is shown from its workflow, with a note, and is retried with another inbox', async () => {
    const { page, faults } = await house.enter('/calls/1007');
    await page.getByText('The call database is not responding: this page shows only').waitFor();
    await page.getByText('Make the inbox in Front').waitFor();
    await page.getByText('agent not matched').waitFor();
    await page.getByLabel('Use another inbox').fill('Support');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Retry requested.').waitFor();
    expect(house.control.answers).toEqual([
      { workflowId: 'call-1007', answer: { kind: 'retry', correction: { inbox: 'Support' } } },
    ]);
    expect(faults).toEqual([]);
  });
});
