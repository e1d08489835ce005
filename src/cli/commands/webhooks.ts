import type { Command } from 'commander';
import { type AircallClient, createAircallClient } from '../../adapters/aircall/client.ts';
import type { AircallWebhook } from '../../adapters/aircall/webhooks.ts';
import { type Config, loadConfig } from '../../config/config.ts';
import { neededEvents } from '../../domain/call-event.ts';
import { aircallWebhookPath } from '../../http/webhooks/aircall.ts';
import { CommandError, explainVendorFault } from '../terminal/errors.ts';
import { askPerson } from '../terminal/prompt.ts';
import { drawTable } from '../terminal/table.ts';

const webhooksExamples = `
Examples:
  callthread webhooks list
  callthread webhooks register --help`;

const registerExamples = `
Creates Aircall's webhook for PUBLIC_URL with exactly the events that Callthread handles, or repairs the existing one: enables
it and corrects its events. Prints AIRCALL_WEBHOOK_TOKEN=… to standard output unless that variable has the token already.

Examples:
  callthread webhooks register --dry-run
  callthread webhooks register >> .env
  callthread webhooks register --url https://calls.example.com`;

const listExamples = `
Example:
  callthread webhooks list`;

const removeExamples = `
Takes the id that "callthread webhooks list" shows. Asks for confirmation.

Examples:
  callthread webhooks remove 4ab2e0a6-0f5e-4e7c-9b6a-0f6d7e1b2c3d
  callthread webhooks remove 4ab2e0a6-0f5e-4e7c-9b6a-0f6d7e1b2c3d --yes`;

/** `callthread webhooks`: manages Aircall's webhook. It does not need AIRCALL_WEBHOOK_TOKEN. */
export function addWebhooksCommand(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description("create, repair, list and remove Aircall's webhook")
    .addHelpText('after', webhooksExamples);
  webhooks
    .command('register')
    .description('create or repair the webhook')
    .option('--url <address>', 'the address at which Aircall reaches this service, instead of PUBLIC_URL')
    .option('--dry-run', 'show what would be done, without doing it', false)
    .addHelpText('after', registerExamples)
    .action(async (flags: { url?: string; dryRun: boolean }) => {
      const { token, messages } = await registerWebhook(process.env, process.cwd(), flags);
      for (const line of messages) console.error(line);
      if (token !== null) console.log(`AIRCALL_WEBHOOK_TOKEN=${token}`);
    });
  webhooks
    .command('list')
    .description("list the company's webhooks, without their tokens")
    .addHelpText('after', listExamples)
    .action(async () => {
      for (const line of await listWebhooks(process.env, process.cwd())) console.log(line);
    });
  webhooks
    .command('remove')
    .description('remove a webhook')
    .argument('<id>', "the webhook's id")
    .option('--yes', 'do not ask first', false)
    .addHelpText('after', removeExamples)
    .action(async (id: string, flags: { yes: boolean }) => {
      console.log(await removeWebhook(process.env, process.cwd(), { id, ...flags }));
    });
}

interface Registration {
  /** For AIRCALL_WEBHOOK_TOKEN; null when it is there already, or nothing was created. */
  token: string | null;
  /** The changes made, and the steps left to do. */
  messages: string[];
}

/**
 * Creates the webhook, or repairs the best one with its address. An update always lists the events: without them Aircall
 * subscribes the webhook to all.
 * @throws as `loadSettings`, `webhookAddress` and `openWebhooks`
 */
export async function registerWebhook(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  { url: given, dryRun }: { url?: string; dryRun: boolean },
): Promise<Registration> {
  const config = loadSettings(environment, cwd);
  const url = webhookAddress(given, config.http.publicUrl);
  return await openWebhooks(config, async ({ aircall, webhooks }) => {
    const needed = neededEvents(config.preferences);
    const tokens = config.aircall.webhookTokens;
    const [found, ...others] = webhooks
      .filter((webhook) => webhook.url === url)
      .toSorted((one, other) => worth(other, tokens) - worth(one, tokens));
    const doubles = others.map(({ id }) => `Another webhook has the same address: callthread webhooks remove ${id}`);
    if (found === undefined) {
      if (dryRun) return { token: null, messages: [`Would create a webhook for ${url}: ${needed.join(', ')}.`] };
      const made = checked(await aircall.createWebhook(url, needed), needed);
      return { token: made.token, messages: [`Created the webhook ${made.id} for ${url}.`, ...whereTo(tokens)] };
    }
    const changes = describeChanges(found, needed);
    if (dryRun) {
      const result = changes.length === 0 ? 'needs no repair' : `would be repaired: ${changes.join('; ')}`;
      return { token: null, messages: [`The webhook ${found.id} ${result}.`, ...doubles] };
    }
    const { id, token } = changes.length === 0 ? found : checked(await aircall.repairWebhook(found.id, needed), needed);
    const result = changes.length === 0 ? 'needed no repair' : `was repaired: ${changes.join('; ')}`;
    const known = token !== null && tokens.includes(token);
    return {
      token: known ? null : token,
      messages: [`The webhook ${id} ${result}.`, ...(known ? [] : whereTo(tokens)), ...doubles],
    };
  });
}

/** Ranks webhooks with the same address: best is one whose token is known. */
function worth({ token, active }: AircallWebhook, tokens: readonly string[]): number {
  return (token !== null && tokens.includes(token) ? 2 : 0) + (active ? 1 : 0);
}

function describeChanges({ active, events }: AircallWebhook, needed: readonly string[]): string[] {
  const missing = needed.filter((event) => !events.includes(event));
  const unneeded = events.filter((event) => !needed.includes(event));
  return [
    ...(active ? [] : ['enabled']),
    ...(missing.length > 0 ? [`added ${missing.join(', ')}`] : []),
    ...(unneeded.length > 0 ? [`removed ${unneeded.length} events that are not needed`] : []),
  ];
}

function whereTo(tokens: readonly string[]): string[] {
  const how = tokens.length === 0 ? 'Put this into' : 'Add this, after a comma, to';
  return [`${how} the environment of the service, and restart it:`];
}

/** Checks Aircall's answer: without a correct webhook no call is logged. */
function checked(webhook: AircallWebhook, needed: readonly string[]): AircallWebhook {
  const { id, active, events, token } = webhook;
  const right = needed.every((event) => events.includes(event)) && events.length === needed.length;
  if (active && right && token !== null) return webhook;
  const what = !active ? 'it is disabled' : right ? 'it has no token' : `its events are ${events.join(', ') || 'none'}`;
  throw new CommandError(`Aircall has the webhook ${id}, but ${what}. Check it in Aircall's dashboard (Integrations).`);
}

/** @returns a table of the company's webhooks, without their tokens. @throws as `loadSettings` and `openWebhooks` */
export async function listWebhooks(environment: NodeJS.ProcessEnv, cwd: string): Promise<string[]> {
  const config = loadSettings(environment, cwd);
  return await openWebhooks(config, async ({ webhooks }) => {
    if (webhooks.length === 0) return ['Aircall has no webhook. Create one: callthread webhooks register'];
    const { publicUrl } = config.http;
    const needed = neededEvents(config.preferences);
    const rows = webhooks.map((webhook) => [
      webhook.id,
      webhook.active ? 'active' : 'disabled',
      describeToken(webhook, config.aircall.webhookTokens),
      describeEvents(webhook, needed),
      `${showAddress(webhook.url)}${publicUrl !== null && webhook.url === `${publicUrl}${aircallWebhookPath}` ? ' (PUBLIC_URL)' : ''}`,
    ]);
    return drawTable(['id', 'state', 'token', 'events', 'address'], rows);
  });
}

function describeToken({ token }: AircallWebhook, known: readonly string[]): string {
  return token !== null && known.includes(token) ? 'known' : 'unknown';
}

function describeEvents({ events }: AircallWebhook, needed: readonly string[]): string {
  const missing = needed.filter((event) => !events.includes(event)).length;
  const unneeded = events.length - (needed.length - missing);
  const notes = [...(missing > 0 ? [`${missing} missing`] : []), ...(unneeded > 0 ? [`${unneeded} not needed`] : [])];
  return notes.length === 0 ? 'correct' : notes.join(', ');
}

/** Omits user and query: other webhooks' addresses may contain secrets. */
function showAddress(address: string): string {
  if (!URL.canParse(address)) return '(not an address)';
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

/**
 * @returns what was done
 * @throws {CommandError} when there is none with that id, or --yes is missing; and as `loadSettings` and `openWebhooks`
 */
export async function removeWebhook(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  { id, yes }: { id: string; yes: boolean },
): Promise<string> {
  const config = loadSettings(environment, cwd);
  return await openWebhooks(config, async ({ aircall, webhooks }) => {
    const webhook = webhooks.find((each) => each.id === id);
    if (webhook === undefined) {
      throw new CommandError(`Aircall has no webhook ${id}. List them: callthread webhooks list`);
    }
    const ours = webhook.token !== null && config.aircall.webhookTokens.includes(webhook.token);
    if (!yes && !(await agreed(id, ours))) return 'Cancelled: nothing was removed.';
    await aircall.deleteWebhook(id);
    return `Removed the webhook ${id}.`;
  });
}

async function agreed(id: string, ours: boolean): Promise<boolean> {
  const what = `the webhook ${id}${ours ? ', whose token is in AIRCALL_WEBHOOK_TOKEN' : ''}`;
  if (!process.stdin.isTTY) throw new CommandError(`Add --yes to remove ${what}. This cannot be undone.`, 2);
  return await askPerson(`Remove ${what}?`, process.stderr);
}

/** @throws {ConfigError} when the configuration is invalid; a webhook's token may be missing */
function loadSettings(environment: NodeJS.ProcessEnv, cwd: string): Config {
  return loadConfig(environment, cwd, { webhookToken: false });
}

interface Webhooks {
  aircall: AircallClient;
  /** All of the company's. */
  webhooks: AircallWebhook[];
}

/**
 * Gives a command access to Aircall's webhooks.
 * @throws {CommandError} when Aircall does not answer, or refuses
 */
async function openWebhooks<Result>(config: Config, use: (open: Webhooks) => Promise<Result>): Promise<Result> {
  const aircall = createAircallClient(config.aircall);
  try {
    return await use({ aircall, webhooks: await aircall.listWebhooks() });
  } catch (error) {
    const fault = explainVendorFault(error);
    throw fault === null ? error : new CommandError(`${fault.found}. ${fault.remedy}`);
  }
}

/**
 * @param given the value of `--url`: the service's address, with or without the webhook's path
 * @param publicUrl PUBLIC_URL
 * @returns the address for Aircall
 * @throws {CommandError} for an address that Aircall would reject
 */
function webhookAddress(given: string | undefined, publicUrl: string | null): string {
  if (given === undefined && publicUrl === null) {
    throw new CommandError('Set PUBLIC_URL, or pass --url: the address at which Aircall reaches this service.', 2);
  }
  const name = given === undefined ? 'PUBLIC_URL' : '--url';
  const written = given ?? publicUrl ?? '';
  const url = URL.canParse(written) ? new URL(written) : null;
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && local))) {
    throw new CommandError(
      `${name}: ${JSON.stringify(written)} is not an https address. Example: https://calls.example.com`,
      2,
    );
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(written)) {
    throw new CommandError(`${name} contains a user, a question mark or #. Example: https://calls.example.com`, 2);
  }
  const base = url.href.replace(/\/+$/, '');
  return base.endsWith(aircallWebhookPath) ? base : `${base}${aircallWebhookPath}`;
}
