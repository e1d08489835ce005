import type { Command } from 'commander';
import { listWebhooks } from './webhooks/list-webhooks.ts';
import { registerWebhook } from './webhooks/register-webhook.ts';
import { removeWebhook } from './webhooks/remove-webhook.ts';

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
