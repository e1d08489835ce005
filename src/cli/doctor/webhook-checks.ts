import type { AircallWebhook } from '../../adapters/aircall/webhooks.ts';
import type { Config } from '../../config/config.ts';
import { cardEvents, isOfInterest, neededEvents } from '../../domain/call-event.ts';
import { noteKindOf } from '../../domain/notes/note-kinds.ts';
import { aircallWebhookPath } from '../../http/webhooks/aircall.ts';
import type { Check } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const name = 'Aircall webhook';
const repair = 'Repair it: callthread webhooks register';

/** Aircall's webhook: exactly one, active, with a known token and the events that Callthread handles. */
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
      // Another program's webhook may have the same host: without a known token, suspect it only if there is no other.
      const wrongPath = [...here, ...others].filter(
        (each) => hasOtherPath(each, url) && (known(each) || here.length === 0),
      );
      const wrongHost = others.filter((each) => known(each) && !wrongPath.includes(each));
      return [
        ...checkNumber(here, url),
        ...here.flatMap((each) => checkOne(each, known(each), config)),
        ...wrongPath.map(reportWrongPath),
        ...wrongHost.map(reportWrongHost),
      ];
    },
  },
];

function checkNumber(here: readonly AircallWebhook[], url: string | null): Finding[] {
  if (here.length === 0) {
    const where = url === null ? 'with a token of AIRCALL_WEBHOOK_TOKEN' : `for ${url}`;
    return [fail(name, `Aircall has none ${where}`, 'Set PUBLIC_URL, then create it: callthread webhooks register')];
  }
  if (here.length === 1) return [];
  const [, ...rest] = here.map(({ id }) => id);
  return [
    warn(
      name,
      `${here.length} webhooks share this URL: every event is delivered ${here.length} times`,
      `Keep one: callthread webhooks remove ${rest.join(', or ')}`,
    ),
  ];
}

function checkOne({ id, active, events }: AircallWebhook, tokenKnown: boolean, { preferences }: Config): Finding[] {
  const known = neededEvents(preferences);
  const needed = known.filter((event) => cardEvents.includes(event) || isOfInterest({ name: event }, preferences));
  const missing = needed.filter((event) => !events.includes(event));
  const needless = events.filter((event) => !known.includes(event));
  // Without the events of notes and of the card every call is logged all the same.
  const report = missing.every((event) => cardEvents.includes(event) || noteKindOf(event) !== null) ? warn : fail;
  const check = `${name} ${id}`;
  return [
    active
      ? ok(check, 'is active')
      : fail(check, 'is disabled: Aircall reports no calls', `${repair} (or callthread reconcile)`),
    tokenKnown
      ? ok(`${check} token`, 'is in AIRCALL_WEBHOOK_TOKEN')
      : fail(
          `${check} token`,
          'is not in AIRCALL_WEBHOOK_TOKEN: its events are rejected',
          'callthread webhooks register prints it: put it into AIRCALL_WEBHOOK_TOKEN, and restart the service.',
        ),
    missing.length > 0
      ? report(`${check} events`, `lack ${missing.join(', ')}`, repair)
      : ok(`${check} events`, 'include all that are needed'),
    ...(needless.length > 0 ? [warn(`${check} events`, `include ${needless.length} that are not needed`, repair)] : []),
  ];
}

/** @param url the correct address; null when the host is unknown */
function hasOtherPath({ url: written }: AircallWebhook, url: string | null): boolean {
  if (!URL.canParse(written)) return false;
  const { host, pathname } = new URL(written);
  if (url === null) return !pathname.endsWith(aircallWebhookPath);
  const right = new URL(url);
  return host === right.host && pathname !== right.pathname;
}

function reportWrongPath({ id, url }: AircallWebhook): Finding {
  const { host, pathname } = new URL(url);
  return fail(
    `${name} ${id}`,
    `goes to ${host}${pathname}, but Callthread listens at ${aircallWebhookPath}: its events are lost`,
    `Create one with the right path: callthread webhooks register; then callthread webhooks remove ${id}`,
  );
}

function reportWrongHost({ id }: AircallWebhook): Finding {
  return warn(
    `${name} ${id}`,
    'has a token of AIRCALL_WEBHOOK_TOKEN, but its address is not PUBLIC_URL with /webhooks/aircall',
    `If that address is no longer used: callthread webhooks remove ${id}`,
  );
}
