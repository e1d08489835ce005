import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTemporalCli } from '../../simulators/temporal/find-temporal-cli.ts';
import { type ServiceProcess, startCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { openBrowser } from './kit/open-browser.ts';

const adminToken = 'an-administrator-of-the-test';
const name = 'Wilhelmina Brightwater';
const patienceMs = 120_000;

/** The built service, and Temporal's own Web UI in a real browser. */
let town: Town;
let service: ServiceProcess;
let browser: Browser;
let page: Page;
let workflowId: string;
beforeAll(async () => {
  const encryptionKeys = `k1:${randomBytes(32).toString('base64')}`;
  [town, browser] = await Promise.all([
    openTown(
      'front: { requestsPerMinute: 1000 }\nvoicemail: { delay: 1s, settle: 1s }\n',
      {},
      { encryptionKeys, webUi: true },
    ),
    openBrowser(),
  ]);
  const { uiUrl = '' } = town.temporal;
  service = await startCallthread('start', {
    ...town.environment,
    CALLTHREAD_ADMIN_TOKEN: adminToken,
    TEMPORAL_UI_URL: uiUrl,
  });
  town.aircall.addWebhook({ url: `${service.url}/webhooks/aircall`, token: 'test-webhook-token-0001' });
  const [firstName = '', lastName = ''] = name.split(' ');
  const call = { direction: 'inbound', caller: '+44 20 7946 0931', line: 50001, ringSeconds: 2 } as const;
  const id = await town.aircall.play({ ...call, contact: { firstName, lastName } });
  workflowId = `call-${id}`;
  await town.stateOf(id, ({ state }) => state === 'done', patienceMs);
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
  context.setDefaultTimeout(patienceMs);
  page = await context.newPage();
  await page.goto(`${uiUrl}/namespaces/default/workflows/${workflowId}`);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop('SIGKILL');
  await town?.close();
});

/** Opens the event that delivered the call to the workflow. */
async function openEvent(): Promise<void> {
  await page.getByText('aircallEvent').last().click();
}

describe("Temporal's Web UI", () => {
  it('shows only encrypted payloads by itself', async () => {
    await openEvent();
    await page.getByText('encryption-key-id').first().waitFor();
    expect(await page.content()).not.toContain('Brightwater');
  });

  it('still shows only encrypted payloads without a login to Callthread', async () => {
    await page.getByTestId('data-encoder-status').click();
    await page.getByLabel('Codec Server browser endpoint').fill(`${service.url}/codec`);
    await page.getByText('Include cross-origin credentials').click();
    await page.getByRole('button', { name: 'Apply' }).click();
    const asked = page.waitForResponse((response) => response.url() === `${service.url}/codec/decode`);
    await page.reload();
    expect((await asked).status()).toBe(401);
    await openEvent();
    await page.getByText('encryption-key-id').first().waitFor();
    expect(await page.content()).not.toContain('Brightwater');
  });

  it('shows the call after a login to Callthread', async () => {
    const login = await page.context().newPage();
    await login.goto(service.url);
    await login.getByLabel(/token/i).fill(adminToken);
    await login.keyboard.press('Enter');
    await login.getByRole('heading', { name: 'Calls' }).waitFor();
    await login.close();
    await page.reload();
    await openEvent();
    await page.getByText(name).first().waitFor();
    await page.getByText('User Metadata').click();
    // Each such text has a frame of its own.
    const texts = async () => await Promise.all(page.frames().map(async (frame) => await frame.innerText('body')));
    const said = async () => (await texts().catch(() => [])).join('\n');
    await expect.poll(said, { timeout: patienceMs }).toContain('Inbound call +44207•••31 → Support UK');
    await expect.poll(said, { timeout: patienceMs }).toContain('first call of this caller');
  });

  it('has a command-line tool that shows the call only with the token', async () => {
    const show = ['workflow', 'show', '--workflow-id', workflowId, '--address', town.temporal.address];
    const codec = ['--codec-endpoint', `${service.url}/codec`, '--codec-auth', `Bearer ${adminToken}`];
    const cli = await findTemporalCli({ report: console.error });
    const history = async (more: string[]) => (await promisify(execFile)(cli, [...show, '--detailed', ...more])).stdout;
    expect(await history([])).not.toContain('Brightwater');
    expect(await history(codec)).toContain(name);
  });
});
