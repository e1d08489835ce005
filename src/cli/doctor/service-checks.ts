import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { readClock } from '../../adapters/aircall/client.ts';
import { explainOpening } from '../../adapters/ledger/errors.ts';
import { listClaims } from '../../adapters/ledger/folder-lock.ts';
import type { Config, TracingConfig } from '../../config/config.ts';
import { readHealth } from '../read-health.ts';
import type { Check } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const maxSkewMs = 30_000;

/** The service itself: address, clock, database, collector, and the features that optional secrets enable. */
export const serviceChecks: readonly Check[] = [
  {
    name: 'PUBLIC_URL',
    async run(facts) {
      const { http, aircall } = await facts.config();
      const { publicUrl } = http;
      if (publicUrl === null) {
        const remedy = 'Set it to the address at which Aircall reaches the service: https://calls.example.com';
        return [warn('PUBLIC_URL', 'is not set: the webhook can be found only by its token', remedy)];
      }
      // Aircall requires https; a simulator on this machine does not.
      const plain = !publicUrl.startsWith('https:') && !(isLocal(publicUrl) && isLocal(aircall.apiUrl));
      const finding: Finding = plain
        ? fail(
            'PUBLIC_URL',
            `${publicUrl} is not https`,
            'Aircall delivers only to https: put an HTTPS reverse proxy in front.',
          )
        : ok('PUBLIC_URL', publicUrl);
      return [finding, await checkHealth(publicUrl)];
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
      if (skews.length === 0)
        return [warn('clock', 'nothing to compare it with: neither Front nor Aircall answers', 'Try again.')];
      const worst = skews.reduce((one, other) => (Math.abs(other.skewMs) > Math.abs(one.skewMs) ? other : one));
      const seconds = Math.round(worst.skewMs / 1000);
      if (Math.abs(worst.skewMs) <= maxSkewMs)
        return [ok('clock', `agrees with ${skews.map(({ whose }) => whose).join(' and ')}`)];
      const found = `is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ${worst.whose}`;
      return [warn('clock', found, "Synchronise this machine's clock with NTP: waits and times depend on it.")];
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
      if (!undone) return [ok(name, 'off: no rule is undone on archive')];
      const remedy = "Set it to your Front app's signing key (README.md, Connect your Aircall and Front).";
      return [fail(name, 'is missing, but some rules are to be undone on archive', remedy)];
    },
  },
  {
    name: 'FRONT_PLUGIN_SECRET',
    async run(facts) {
      const { pluginSecret } = (await facts.config()).front;
      return [checkSecret('FRONT_PLUGIN_SECRET', pluginSecret, 'the plugin is disabled')];
    },
  },
  {
    name: 'CALLTHREAD_ADMIN_TOKEN',
    async run(facts) {
      return [
        checkSecret(
          'CALLTHREAD_ADMIN_TOKEN',
          (await facts.config()).adminToken,
          "the administrator's pages are disabled",
        ),
      ];
    },
  },
];

/** @param without the consequence of its absence */
function checkSecret(name: string, value: string | null, without: string): Finding {
  if (value === null) return ok(name, `off: ${without}`);
  return ok(name, 'set');
}

async function checkHealth(publicUrl: string): Promise<Finding> {
  const health = await readHealth(publicUrl);
  if (health.alive) return ok(`${publicUrl}/healthz`, 'answers');
  return warn(
    `${publicUrl}/healthz`,
    `does not answer from here (${health.reason})`,
    'Check that the service is running and that the reverse proxy forwards GET /healthz. Some networks do not let a machine reach its own public address.',
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

/** Checks that the trace collector answers, by sending it an empty batch. */
export async function checkCollector(tracing: TracingConfig | null): Promise<Finding> {
  if (tracing === null) return ok(check, 'off: OTEL_EXPORTER_OTLP_ENDPOINT is not set');
  const { url, protocol, headers } = tracing;
  const { type, body } = emptyExports[protocol];
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': type }, body, signal });
    await answer.body?.cancel();
    if (answer.ok) return ok(check, `${url} accepts spans`);
    const remedy =
      answer.status === 401 || answer.status === 403
        ? 'Check OTEL_EXPORTER_OTLP_HEADERS: the collector requires credentials.'
        : 'Check that OTEL_EXPORTER_OTLP_ENDPOINT is its OTLP/HTTP address (usually port 4318), without /v1/traces.';
    return warn(check, `${url} answers ${answer.status}`, remedy);
  } catch {
    const remedy = 'Check that the collector is running and that OTEL_EXPORTER_OTLP_ENDPOINT is its OTLP/HTTP address.';
    return warn(check, `${url} does not answer`, remedy);
  }
}

const nameFolder = 'Set CALLTHREAD_DATA to another folder, or set DATABASE_URL.';

/** Only connects to PostgreSQL. The embedded database admits one process, so only its folder is checked. */
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
    const { problem, remedy } = explainOpening(error, connectionString);
    return fail(name, problem, `${remedy} Until then calls are logged, but there are no reports.`);
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
    if (!(await stat(there)).isDirectory()) return fail(name, `${there} is a file, not a folder`, nameFolder);
    await access(there, constants.W_OK | constants.X_OK);
  } catch {
    return fail(name, `${there} is not writable`, `Let Callthread's user write there. ${nameFolder}`);
  }
  const claims = await listClaims(folder).catch(() => []);
  const holder = claims.find((claim) => claim.holder !== null)?.holder;
  return ok(name, `embedded database in ${folder}${holder ? `, open in ${holder}` : ''}`);
}
