import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parkedCall } from '../../http/admin/sample-calls.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  const unsaid = parkedCall(1010, 'FrontUnavailable', { steps: null });
  house = await openHouse({
    parked: [parkedCall(1007, 'FrontRejected'), unsaid],
    admin: { language: 'fr' },
  });
});
afterAll(() => house.close());

/** The language in which a text is read out: the `lang` of the nearest element that has one. */
const languageOf = (text: string): string =>
  `[...document.querySelectorAll('main *')]
    .filter((element) => element.children.length === 0 && element.textContent.includes(${JSON.stringify(text)}))
    .map((element) => element.closest('[lang]').lang)`;

describe('the pages in French', () => {
  it.each([
    ['/calls/1009', 'line is not logged', 'en'],
    ['/calls/1009', 'Motif', 'fr'],
    ['/calls/1007', 'Make the inbox in Front', 'en'],
    ['/calls/1007', 'append', 'en'],
    ['/calls/1007', 'agent not matched', 'en'],
    ['/parked', 'FrontUnavailable', 'en'],
    ['/parked', 'Corrigez la cause', 'fr'],
  ])('at %s mark "%s" as %s for screen readers', async (path, text, language) => {
    const { page } = await house.enter(path);
    await page.getByText(text).first().waitFor();
    const languages = await page.evaluate<string[]>(languageOf(text));
    expect(new Set(languages)).toEqual(new Set([language]));
  });

  it('name the command that finds older calls', async () => {
    const { page } = await house.enter('/coverage?from=2026-02-01&to=2026-03-02');
    await page.getByText('7 jours au plus').waitFor();
    await page.getByText('callthread backfill --from 2026-01-31T23:00:00Z --to 2026-03-02T22:59:59Z').waitFor();
    expect(await page.getByRole('button', { name: 'Chercher les appels manquants' }).count()).toBe(0);
  });

  it('retry all parked calls at once', async () => {
    const { page, faults } = await house.enter('/parked');
    await page.getByRole('button', { name: 'Tout réessayer (2): Toutes les erreurs' }).click();
    await page.getByText('2 appels retentés.').waitFor();
    expect(house.control.answers.map(({ workflowId }) => workflowId).toSorted()).toEqual(['call-1007', 'call-1010']);
    expect(faults).toEqual([]);
  });
});
