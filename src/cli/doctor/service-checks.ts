import { readClock } from '../../adapters/aircall/read-clock.ts';
import { readHealth } from '../read-health.ts';
import type { Check } from './check.ts';
import { checkCollector } from './check-collector.ts';
import { checkDatabase } from './check-database.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const shortestToken = 16;
const mostSkewMs = 30_000;
const choose = 'Choose another: openssl rand -hex 32';

/** The service itself: its address, its clock, its database, and what its optional secrets switch on. */
export const serviceChecks: readonly Check[] = [
  {
    name: 'PUBLIC_URL',
    async run(facts) {
      const { http, aircall } = await facts.config();
      const { publicUrl } = http;
      if (publicUrl === null) {
        const remedy = 'Set it to the address that Aircall reaches: https://calls.example.com';
        return [warn('PUBLIC_URL', 'is not set: the webhook is found by its token alone', remedy)];
      }
      // Stand-ins of Aircall on this machine take a plain address of it; Aircall itself does not.
      const plain = !publicUrl.startsWith('https:') && !(isLocal(publicUrl) && isLocal(aircall.apiUrl));
      const told: Finding = plain
        ? fail(
            'PUBLIC_URL',
            `${publicUrl} is not https`,
            'Aircall delivers by https alone: put a web server before it.',
          )
        : ok('PUBLIC_URL', publicUrl);
      return [told, await tellHealth(publicUrl)];
    },
  },
  {
    name: 'clock',
    async run(facts) {
      const { aircall } = await facts.config();
      const [front, ours] = await Promise.all([
        facts.front().catch(() => null),
        readClock(aircall.apiUrl).then(
          (dateMs) => ({ dateMs, readAtMs: facts.nowMs() }),
          () => null,
        ),
      ]);
      const clocks = [
        { whose: "Front's", dateMs: front?.identity.dateMs ?? null, readAtMs: front?.readAtMs ?? 0 },
        { whose: "Aircall's", dateMs: ours?.dateMs ?? null, readAtMs: ours?.readAtMs ?? 0 },
      ];
      const skews = clocks.flatMap(({ whose, dateMs, readAtMs }) =>
        dateMs === null ? [] : [{ whose, skewMs: readAtMs - dateMs }],
      );
      if (skews.length === 0) return [warn('clock', 'nobody is there to compare it with', 'Try again.')];
      const worst = skews.reduce((one, other) => (Math.abs(other.skewMs) > Math.abs(one.skewMs) ? other : one));
      const seconds = Math.round(worst.skewMs / 1000);
      if (Math.abs(worst.skewMs) <= mostSkewMs)
        return [ok('clock', `agrees with ${skews.map(({ whose }) => whose).join(' and ')}`)];
      const found = `is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ${worst.whose}`;
      return [warn('clock', found, "Set this machine's clock by NTP: waits and times are counted by it.")];
    },
  },
  { name: 'database', run: async (facts) => [await checkDatabase((await facts.config()).database)] },
  { name: 'traces', run: async (facts) => [await checkCollector((await facts.config()).tracing)] },
  {
    name: 'FRONT_WEBHOOK_SECRET',
    async run(facts) {
      const name = 'FRONT_WEBHOOK_SECRET';
      const { front, preferences } = await facts.config();
      if (front.webhookSecret !== null) return [ok(name, 'set')];
      const undone = preferences.rules.some((rule) =>
        rule.on === 'comment' ? rule.untagOnArchive : rule.moveBackOnArchive,
      );
      if (!undone) return [ok(name, 'off: no rule is undone when a conversation is archived')];
      const remedy = "Put your Front app's signing key here (README.md, Connect your Aircall and Front).";
      return [fail(name, 'is missing, and rules: has some to be undone when a conversation is archived', remedy)];
    },
  },
  {
    name: 'FRONT_PLUGIN_SECRET',
    async run(facts) {
      const { pluginSecret } = (await facts.config()).front;
      return [tellSecret('FRONT_PLUGIN_SECRET', pluginSecret, 'the plugin')];
    },
  },
  {
    name: 'CALLTHREAD_ADMIN_TOKEN',
    async run(facts) {
      return [tellSecret('CALLTHREAD_ADMIN_TOKEN', (await facts.config()).adminToken, "the administrator's pages")];
    },
  },
];

function tellSecret(name: string, value: string | null, opens: string): Finding {
  if (value === null) return ok(name, `off: without it ${opens} are not there`.replace('plugin are', 'plugin is'));
  if (value.length >= shortestToken) return ok(name, 'set');
  return warn(name, `has ${value.length} characters: such a one can be guessed`, choose);
}

async function tellHealth(publicUrl: string): Promise<Finding> {
  const health = await readHealth(publicUrl);
  if (health.alive) return ok(`${publicUrl}/healthz`, 'answers');
  return warn(
    `${publicUrl}/healthz`,
    `cannot be seen from here (${health.reason})`,
    'See that the service runs and that the web server before it passes GET /healthz on; some networks do not let a machine reach its own public address.',
  );
}

function isLocal(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}
