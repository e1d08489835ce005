import type { AircallWebhook } from '../../src/adapters/aircall/webhooks.ts';
import type { WebhookCheck } from './contract.ts';
import type { SweepDeps } from './deps.ts';

/** Ours are those with our URL, and those with one of our tokens: several while one replaces another. */
export async function checkWebhook({ aircall, webhook: own }: SweepDeps): Promise<WebhookCheck> {
  const ours = (await aircall.listWebhooks()).filter(({ url, token }) => url === own.url || isOurs(token, own.tokens));
  if (ours.length === 0) return { status: 'not found', notes: [notFound(own.url)] };
  const notes: string[] = [];
  const states: WebhookCheck['status'][] = [];
  for (const webhook of ours) {
    const now = webhook.active ? webhook : await aircall.enableWebhook(webhook);
    states.push(webhook.active ? 'active' : now.active ? 'enabled again' : 'not enabled');
    notes.push(...remarksOn(webhook, now, own));
  }
  // The most important status of several.
  const status = (['not enabled', 'enabled again'] as const).find((one) => states.includes(one)) ?? 'active';
  return { status, notes };
}

function isOurs(token: string | null, tokens: readonly string[]): boolean {
  return token !== null && tokens.includes(token);
}

/** Without the URL itself: people put secrets into theirs. */
function remarksOn(before: AircallWebhook, now: AircallWebhook, own: SweepDeps['webhook']): string[] {
  const webhook = `webhook ${now.id}`;
  const remarks: Array<[applies: boolean, remark: string]> = [
    [!before.active && now.active, `Aircall had disabled ${webhook}; it is enabled again`],
    [!now.active, `${webhook} is disabled, and stays so: enable it in Aircall`],
    [!now.events.includes('call.ended'), `${webhook} does not send call.ended: add that event in Aircall`],
    [!isOurs(now.token, own.tokens), `the token of ${webhook} is not in AIRCALL_WEBHOOK_TOKEN: its events are refused`],
    [own.url !== null && now.url !== own.url, `${webhook} has another address than PUBLIC_URL with /webhooks/aircall`],
  ];
  return remarks.flatMap(([applies, remark]) => (applies ? [remark] : []));
}

function notFound(url: string | null): string {
  return url === null
    ? 'no webhook of Aircall has a token of AIRCALL_WEBHOOK_TOKEN (set PUBLIC_URL to have it found by its address too)'
    : `no webhook of Aircall has the address ${url}, or a token of AIRCALL_WEBHOOK_TOKEN`;
}
