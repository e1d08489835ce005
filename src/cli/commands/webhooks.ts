import type { Command } from 'commander';
import { type AircallClient, createAircallClient } from '../../adapters/aircall/client.ts';
import type { AircallWebhook } from '../../adapters/aircall/webhooks.ts';
import { type Config, loadConfig } from '../../config/config.ts';
import { neededEventNames } from '../../domain/call-event.ts';
import { aircallWebhookPath } from '../../http/webhooks/aircall.ts';
import { CommandError, explainVendorFault } from '../terminal/errors.ts';
import { askPerson } from '../terminal/prompt.ts';
import { drawTable } from '../terminal/table.ts';

const webhooksExamples = `
Examples:
  callthread webhooks list
  callthread webhooks register --help`;

const registerExamples = `
Makes Aircall's webhook for PUBLIC_URL, for the events that Callthread takes and no other; or mends the one that is there:
switches it on, and sets its events right. Its token goes to standard output as AIRCALL_WEBHOOK_TOKEN=…, unless that has it.

Examples:
  callthread webhooks register --dry-run
  callthread webhooks register >> .env
  callthread webhooks register --url https://calls.example.com`;

const listExamples = `
Example:
  callthread webhooks list`;

const removeExamples = `
A webhook is named by its id, as "callthread webhooks list" shows it. It asks first.

Examples:
  callthread webhooks remove 4ab2e0a6-0f5e-4e7c-9b6a-0f6d7e1b2c3d
  callthread webhooks remove 4ab2e0a6-0f5e-4e7c-9b6a-0f6d7e1b2c3d --yes`;

/** `callthread webhooks`: Aircall's webhook as it has to be. It needs no AIRCALL_WEBHOOK_TOKEN. */
export function addWebhooksCommand(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description("make, mend, list and remove Aircall's webhook")
    .addHelpText('after', webhooksExamples);
  webhooks
    .command('register')
    .description('make the webhook, or mend the one that is there')
    .option('--url <address>', 'the address that Aircall reaches this service by, instead of PUBLIC_URL')
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .addHelpText('after', registerExamples)
    .action(async (flags: { url?: string; dryRun: boolean }) => {
      const { token, said } = await registerWebhook(process.env, process.cwd(), flags);
      for (const line of said) console.error(line);
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
  /** To be put into AIRCALL_WEBHOOK_TOKEN; null when it is there, or nothing was made. */
  token: string | null;
  /** What was done, and what is left to do. */
  said: string[];
}

/**
 * Makes the webhook, or mends the first that has its address; an update always names its events, for without them
 * Aircall would register it to all.
 * @throws as `openWebhooks` and `webhookAddress`
 */
export async function registerWebhook(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  { url: given, dryRun }: { url?: string; dryRun: boolean },
): Promise<Registration> {
  return await openWebhooks(environment, cwd, async ({ config, aircall, webhooks }) => {
    const url = webhookAddress(given, config.http.publicUrl);
    const tokens = config.aircall.webhookTokens;
    const [found, ...others] = webhooks
      .filter((webhook) => webhook.url === url)
      .toSorted((one, other) => worth(other, tokens) - worth(one, tokens));
    const doubles = others.map(({ id }) => `Another has the same address: callthread webhooks remove ${id}`);
    if (found === undefined) {
      if (dryRun) return { token: null, said: [`Would make a webhook for ${url}: ${neededEventNames.join(', ')}.`] };
      const made = checked(await aircall.createWebhook(url));
      return { token: made.token, said: [`Made the webhook ${made.id} for ${url}.`, ...whereTo(tokens)] };
    }
    const changes = tellChanges(found);
    if (dryRun) {
      const told = changes.length === 0 ? 'needs nothing' : `would be mended: ${changes.join('; ')}`;
      return { token: null, said: [`The webhook ${found.id} ${told}.`, ...doubles] };
    }
    const { id, token } = changes.length === 0 ? found : checked(await aircall.repairWebhook(found.id));
    const told = changes.length === 0 ? 'is as it should be' : `is mended: ${changes.join('; ')}`;
    const known = token !== null && tokens.includes(token);
    return {
      token: known ? null : token,
      said: [`The webhook ${id} ${told}.`, ...(known ? [] : whereTo(tokens)), ...doubles],
    };
  });
}

/** Of several, the one whose deliveries are taken already. */
function worth({ token, active }: AircallWebhook, tokens: readonly string[]): number {
  return (token !== null && tokens.includes(token) ? 2 : 0) + (active ? 1 : 0);
}

function tellChanges({ active, events }: AircallWebhook): string[] {
  const missing = neededEventNames.filter((event) => !events.includes(event));
  const needless = events.filter((event) => !neededEventNames.some((taken) => taken === event));
  return [
    ...(active ? [] : ['switched on']),
    ...(missing.length > 0 ? [`told of ${missing.join(', ')}`] : []),
    ...(needless.length > 0 ? [`no longer told of ${needless.length} events that nobody needs`] : []),
  ];
}

function whereTo(tokens: readonly string[]): string[] {
  const how = tokens.length === 0 ? 'Put this into' : 'Add this, after a comma, to';
  return [`${how} the environment of the service, and restart it:`];
}

/** What Aircall says it has now is looked at: it is how calls come in. */
function checked(webhook: AircallWebhook): AircallWebhook {
  const { id, active, events, token } = webhook;
  const right = neededEventNames.every((event) => events.includes(event)) && events.length === neededEventNames.length;
  if (active && right && token !== null) return webhook;
  const what = !active ? 'it is disabled' : right ? 'it has no token' : `it tells of ${events.join(', ') || 'nothing'}`;
  throw new CommandError(`Aircall has the webhook ${id}, but ${what}. See it in Aircall's dashboard (Integrations).`);
}

/** @returns a table of the company's webhooks, without their tokens. @throws as `openWebhooks` */
export async function listWebhooks(environment: NodeJS.ProcessEnv, cwd: string): Promise<string[]> {
  return await openWebhooks(environment, cwd, async ({ config, webhooks }) => {
    if (webhooks.length === 0) return ['Aircall has no webhook. Make one: callthread webhooks register'];
    const { publicUrl } = config.http;
    const rows = webhooks.map((webhook) => [
      webhook.id,
      webhook.active ? 'active' : 'disabled',
      tellToken(webhook, config.aircall.webhookTokens),
      tellEvents(webhook),
      `${showAddress(webhook.url)}${publicUrl !== null && webhook.url === `${publicUrl}${aircallWebhookPath}` ? ' (PUBLIC_URL)' : ''}`,
    ]);
    return drawTable(['id', 'state', 'token', 'events', 'address'], rows);
  });
}

function tellToken({ token }: AircallWebhook, known: readonly string[]): string {
  return token !== null && known.includes(token) ? 'known' : 'not known';
}

function tellEvents({ events }: AircallWebhook): string {
  const missing = neededEventNames.filter((event) => !events.includes(event)).length;
  const needless = events.length - (neededEventNames.length - missing);
  const notes = [...(missing > 0 ? [`${missing} missing`] : []), ...(needless > 0 ? [`${needless} needless`] : [])];
  return notes.length === 0 ? 'right' : notes.join(', ');
}

/** Without user and query: people put secrets into other webhooks' addresses. */
function showAddress(address: string): string {
  if (!URL.canParse(address)) return '(not an address)';
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

/**
 * @returns what was done
 * @throws {CommandError} when there is none of that id, or nobody is there to be asked; and as `openWebhooks`
 */
export async function removeWebhook(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  { id, yes }: { id: string; yes: boolean },
): Promise<string> {
  return await openWebhooks(environment, cwd, async ({ config, aircall, webhooks }) => {
    const webhook = webhooks.find((each) => each.id === id);
    if (webhook === undefined) {
      throw new CommandError(`Aircall has no webhook ${id}. See which there are: callthread webhooks list`);
    }
    const ours = webhook.token !== null && config.aircall.webhookTokens.includes(webhook.token);
    if (!yes && !(await agreed(id, ours))) return 'Nothing was done.';
    await aircall.deleteWebhook(id);
    return `The webhook ${id} is removed.`;
  });
}

/** What cannot be taken back is never done unasked. */
async function agreed(id: string, ours: boolean): Promise<boolean> {
  const what = `the webhook ${id}${ours ? ', whose token is in AIRCALL_WEBHOOK_TOKEN' : ''}`;
  if (!process.stdin.isTTY) throw new CommandError(`Add --yes to remove ${what}. It cannot be taken back.`, 2);
  return await askPerson(`Remove ${what}?`, process.stderr);
}

interface Webhooks {
  config: Config;
  aircall: AircallClient;
  /** All of the company's. */
  webhooks: AircallWebhook[];
}

/**
 * Lets a command work on Aircall's webhooks.
 * @throws {ConfigError} when the configuration is wrong; a webhook's token may be missing
 * @throws {CommandError} when Aircall does not answer, or refuses
 */
async function openWebhooks<Result>(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  use: (open: Webhooks) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(environment, cwd, { webhookToken: false });
  const aircall = createAircallClient(config.aircall);
  try {
    return await use({ config, aircall, webhooks: await aircall.listWebhooks() });
  } catch (error) {
    const told = explainVendorFault(error);
    throw told === null ? error : new CommandError(`${told.found}. ${told.remedy}`);
  }
}

/**
 * @param given what `--url` says: the service's address, with or without the webhook's path
 * @param publicUrl PUBLIC_URL
 * @returns where Aircall delivers
 * @throws {CommandError} for an address that Aircall would not take
 */
function webhookAddress(given: string | undefined, publicUrl: string | null): string {
  if (given === undefined && publicUrl === null) {
    throw new CommandError('Set PUBLIC_URL, or say --url: the address that Aircall reaches this service by.', 2);
  }
  const name = given === undefined ? 'PUBLIC_URL' : '--url';
  const written = given ?? publicUrl ?? '';
  const url = URL.canParse(written) ? new URL(written) : null;
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && local))) {
    throw new CommandError(
      `${name}: ${JSON.stringify(written)} is not an https address. Write https://calls.example.com`,
      2,
    );
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(written)) {
    throw new CommandError(`${name} has a user, a question mark or # in it. Write https://calls.example.com`, 2);
  }
  const base = url.href.replace(/\/+$/, '');
  return base.endsWith(aircallWebhookPath) ? base : `${base}${aircallWebhookPath}`;
}
