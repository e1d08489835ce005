import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { readClock } from '../../adapters/aircall/client.ts';
import { listClaims } from '../../adapters/ledger/list-claims.ts';
import { tellOpening } from '../../adapters/ledger/tell-opening.ts';
import type { Config } from '../../config/config.ts';
import type { TracingConfig } from '../../config/tracing-config.ts';
import { readHealth } from '../read-health.ts';
import type { Check } from './facts.ts';
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

const check = 'traces';
const timeoutMs = 3_000;
const emptyExports = {
  'http/json': { type: 'application/json', body: '{"resourceSpans":[]}' },
  'http/protobuf': { type: 'application/x-protobuf', body: '' },
};

/** Whether the collector of spans answers, asked by handing it none. Calls are logged without it. */
export async function checkCollector(tracing: TracingConfig | null): Promise<Finding> {
  if (tracing === null) return ok(check, 'off: OTEL_EXPORTER_OTLP_ENDPOINT is not set');
  const { url, protocol, headers } = tracing;
  const { type, body } = emptyExports[protocol];
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': type }, body, signal });
    await answer.body?.cancel();
    if (answer.ok) return ok(check, `${url} takes spans`);
    const remedy =
      answer.status === 401 || answer.status === 403
        ? 'See OTEL_EXPORTER_OTLP_HEADERS: it has to bring what the collector asks for.'
        : 'See that OTEL_EXPORTER_OTLP_ENDPOINT is its address for OTLP by HTTP (port 4318, most often), without /v1/traces.';
    return warn(check, `${url} answers ${answer.status}`, remedy);
  } catch {
    const remedy = 'See that the collector runs, and that OTEL_EXPORTER_OTLP_ENDPOINT is its address for OTLP by HTTP.';
    return warn(check, `${url} does not answer`, remedy);
  }
}

const nameFolder = 'CALLTHREAD_DATA names the folder: write another there, or set DATABASE_URL.';

/** Connects and asks nothing of PostgreSQL; of the embedded database, which one process alone may open, looks at the folder. */
export async function checkDatabase({ url, dataDir }: Config['database']): Promise<Finding> {
  return url === null ? await checkFolder(dataDir) : await checkPostgres(url);
}

async function checkPostgres(connectionString: string): Promise<Finding> {
  const name = 'DATABASE_URL';
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000, application_name: 'callthread' });
  client.on('error', () => {});
  try {
    await client.connect();
    return ok(name, 'PostgreSQL answers');
  } catch (error) {
    const { message } = tellOpening(error, connectionString);
    const end = message.indexOf('. ');
    return fail(
      name,
      end < 0 ? message : message.slice(0, end),
      `${end < 0 ? 'See' : message.slice(end + 2)}: calls are logged without it, reports are not there.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkFolder(dataDir: string): Promise<Finding> {
  const name = 'CALLTHREAD_DATA';
  const folder = join(dataDir, 'ledger');
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  try {
    if (!(await stat(there)).isDirectory()) return fail(name, `${there} is a file, and no folder`, nameFolder);
    await access(there, constants.W_OK | constants.X_OK);
  } catch {
    return fail(
      name,
      `${there} cannot be written to`,
      `Let the user that Callthread runs as write there. ${nameFolder}`,
    );
  }
  const claims = await listClaims(folder).catch(() => []);
  const holder = claims.find((claim) => claim.holder !== null)?.holder;
  return ok(name, `embedded database in ${folder}${holder ? `, open in ${holder}` : ''}`);
}
