import type { AircallWebhook } from '../../adapters/aircall/webhook-calls.ts';
import { neededEventNames } from '../../domain/call-event.ts';
import { aircallWebhookPath } from '../../http/routes/aircall-webhook.ts';
import { drawTable } from '../draw-table.ts';
import { openWebhooks } from './open-webhooks.ts';

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
