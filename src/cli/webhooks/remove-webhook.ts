import { askPerson } from '../ask-person.ts';
import { CommandError } from '../command-error.ts';
import { openWebhooks } from './open-webhooks.ts';

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
