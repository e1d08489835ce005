import type { AircallWebhook } from '../../adapters/aircall/webhook-calls.ts';
import { neededEventNames } from '../../domain/call-event.ts';
import { CommandError } from '../command-error.ts';
import { openWebhooks } from './open-webhooks.ts';
import { webhookAddress } from './webhook-address.ts';

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
    const { id, token } = changes.length === 0 ? found : checked(await aircall.mendWebhook(found.id));
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
