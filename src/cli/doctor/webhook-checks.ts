import type { AircallWebhook } from '../../adapters/aircall/webhooks.ts';
import type { Config } from '../../config/config.ts';
import { isOfInterest, neededEventNames } from '../../domain/call-event.ts';
import { aircallWebhookPath } from '../../http/webhooks/aircall.ts';
import type { Check } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const name = 'Aircall webhook';
const mend = 'Mend it: callthread webhooks register';

/** Aircall's webhook: one, ours, active, for the events that Callthread takes. */
export const webhookChecks: readonly Check[] = [
  {
    name,
    async run(facts) {
      const config = await facts.config();
      const webhooks = await facts.webhooks();
      const { publicUrl } = config.http;
      const url = publicUrl === null ? null : `${publicUrl}${aircallWebhookPath}`;
      const known = ({ token }: AircallWebhook): boolean =>
        token !== null && config.aircall.webhookTokens.includes(token);
      const here = webhooks.filter((webhook) => webhook.url === url || (url === null && known(webhook)));
      const others = webhooks.filter((webhook) => !here.includes(webhook));
      // Another's webhook may be of the same host: without a token of ours it is suspected only when there is none else.
      const astray = [...here, ...others].filter(
        (each) => hasOtherPath(each, url) && (known(each) || here.length === 0),
      );
      const elsewhere = others.filter((each) => known(each) && !astray.includes(each));
      return [
        ...tellHere(here, url),
        ...here.flatMap((each) => tellOne(each, known(each), config)),
        ...astray.map(tellAstray),
        ...elsewhere.map(tellElsewhere),
      ];
    },
  },
];

function tellHere(here: readonly AircallWebhook[], url: string | null): Finding[] {
  if (here.length === 0) {
    const where = url === null ? 'with a token of AIRCALL_WEBHOOK_TOKEN' : `for ${url}`;
    return [fail(name, `Aircall has none ${where}`, 'Make it: set PUBLIC_URL, then callthread webhooks register')];
  }
  if (here.length === 1) return [];
  const [, ...rest] = here.map(({ id }) => id);
  return [
    warn(
      name,
      `${here.length} have this address: Aircall tells of each call as often`,
      `Keep one: callthread webhooks remove ${rest.join(', or ')}`,
    ),
  ];
}

function tellOne({ id, active, events }: AircallWebhook, tokenKnown: boolean, { preferences }: Config): Finding[] {
  const needed = neededEventNames.filter((event) => isOfInterest({ name: event }, preferences));
  const missing = needed.filter((event) => !events.includes(event));
  const needless = events.filter((event) => !neededEventNames.some((taken) => taken === event));
  const check = `${name} ${id}`;
  return [
    active
      ? ok(check, 'is active')
      : fail(check, 'is disabled: Aircall tells of no call', `${mend} (or callthread reconcile)`),
    tokenKnown
      ? ok(`${check} token`, 'is in AIRCALL_WEBHOOK_TOKEN')
      : fail(
          `${check} token`,
          'is not in AIRCALL_WEBHOOK_TOKEN: what it brings is refused',
          'callthread webhooks register prints it: put it into AIRCALL_WEBHOOK_TOKEN, and restart the service.',
        ),
    missing.length > 0
      ? fail(`${check} events`, `it does not tell of ${missing.join(', ')}`, mend)
      : ok(`${check} events`, 'it tells of all that is needed'),
    ...(needless.length > 0
      ? [warn(`${check} events`, `it tells of ${needless.length} events that nobody needs`, mend)]
      : []),
  ];
}

/** @param url what the address should be; null where the host is not known */
function hasOtherPath({ url: written }: AircallWebhook, url: string | null): boolean {
  if (!URL.canParse(written)) return false;
  const { host, pathname } = new URL(written);
  if (url === null) return !pathname.endsWith(aircallWebhookPath);
  const right = new URL(url);
  return host === right.host && pathname !== right.pathname;
}

function tellAstray({ id, url }: AircallWebhook): Finding {
  const { host, pathname } = new URL(url);
  return fail(
    `${name} ${id}`,
    `goes to ${host}${pathname}, and Callthread listens at ${aircallWebhookPath}: what it brings is not taken`,
    `callthread webhooks register makes one with the right path; then callthread webhooks remove ${id}`,
  );
}

function tellElsewhere({ id }: AircallWebhook): Finding {
  return warn(
    `${name} ${id}`,
    'has a token of AIRCALL_WEBHOOK_TOKEN and another address than PUBLIC_URL with /webhooks/aircall',
    `If it is of an address that is gone: callthread webhooks remove ${id}`,
  );
}
