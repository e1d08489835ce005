import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerLinkFor } from '../../fixtures/caller-link.ts';
import { sampleCalls } from '../../http/admin/sample-calls.ts';
import { adminToken } from '../../http/admin/serve-admin.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  house = await openHouse({ admin: { language: 'fr' } });
});
afterAll(() => house.close());

describe('logging in', () => {
  it('works without a script, refuses a wrong token, and leads to the requested page', async () => {
    const context = await house.browser.newContext({ javaScriptEnabled: false });
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    const first = await page.goto(`${house.served.url}/reports`);
    expect(first?.status()).toBe(401);
    await page.getByLabel('Jeton d’administration').fill('wrong');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('Ce jeton est incorrect').waitFor();
    await page.getByLabel('Jeton d’administration').fill(adminToken);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/reports');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    await context.close();
  });

  it('lets a conversation’s link in Front open its caller’s calls', async () => {
    const { page } = await house.enter('/');
    const caller = sampleCalls().find((call) => call.caller?.startsWith('+'))?.caller ?? '';
    const link = callerLinkFor(caller, house.served.url);
    await page
      .context()
      .route('http://front.test/', (route) =>
        route.fulfill({ contentType: 'text/html', body: `<a href="${link}">Callthread</a>` }),
      );
    await page.goto('http://front.test/');
    await page.getByRole('link').click();
    await page.waitForURL('**/?search=*');
    expect(new URL(page.url()).searchParams.get('search')).toBe(caller);
    await page.getByRole('heading', { name: 'Appels', level: 1, exact: true }).waitFor();
    await page.context().clearCookies();
    await page.goto('http://front.test/');
    await page.getByRole('link').click();
    await page.waitForURL(`${link}?again`);
    await page.getByText('les appels téléphoniques d’un même correspondant').waitFor();
  });

  it('ends with logging out', async () => {
    const { page, faults } = await house.enter('/');
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByRole('heading', { name: 'Appels', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByLabel('Jeton d’administration').waitFor();
    await page.goto(`${house.served.url}/parked`);
    await page.getByLabel('Jeton d’administration').waitFor();
    expect(faults).toEqual([]);
  });

  it('is required again when the session ends while a page is open', async () => {
    const { page } = await house.enter('/');
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Couverture' }).click();
    await page.getByText('Vous êtes déconnecté').waitFor();
    await page.getByRole('alert').getByRole('link').click();
    await page.getByLabel('Jeton d’administration').fill(adminToken);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Couverture', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/coverage');
  });
});
