import { expect, test } from 'vitest';
import { problemLines } from './problem-lines.ts';

test.each([
  ['PORT', '-1', '"-1" is not a port.'],
  ['PORT', '65536', '"65536" is not a port.'],
  ['PORT', '3e3', '"3e3" is not a port.'],
  ['PUBLIC_URL', 'calls.example.com', '"calls.example.com" is not an http or https URL.'],
  ['PUBLIC_URL', 'localhost:3000', '"localhost:3000" is not an http or https URL.'],
  ['PUBLIC_URL', 'https://<your host>', '"https://<your host>" is not an http or https URL.'],
  ['PUBLIC_URL', 'https://a.example/<path>', '"https://a.example/<path>" is not an http or https URL.'],
  ['PUBLIC_URL', 'https://a.example?x=1', '"https://a.example?x=1" contains a question mark or #.'],
  ['PUBLIC_URL', 'https://a.example/webhooks/aircall', '"https://a.example/webhooks/aircall" ends with the path'],
  ['PUBLIC_URL', 'https://a.example/x/webhooks/front/', '"https://a.example/x/webhooks/front/" ends with the path'],
  ['FRONT_API_URL', 'https://me:hunter2@front', '(24 characters) contains a user or a password.'],
  ['AIRCALL_API_URL', 'https://api.aircall.io/v1/', '"https://api.aircall.io/v1/" ends with a version.'],
  ['DATABASE_URL', 'mysql://u:hunter2@db/x', '(22 characters) is not a PostgreSQL URL.'],
  ['DATABASE_URL', 'postgres://u:hunter2@', '(21 characters) cannot be parsed.'],
  ['DATABASE_URL', 'postgres://u:12#34@host/db', '(26 characters) contains a character that is not percent-encoded.'],
  ['DATABASE_URL', 'postgres://u:12/34@host/db', '(26 characters) contains a character that is not percent-encoded.'],
  ['DATABASE_URL', 'postgres://u:12?34@host/db', '(26 characters) contains a character that is not percent-encoded.'],
  ['DATABASE_URL', 'postgres://u:100%@host/db', '(25 characters) contains a character that is not percent-encoded.'],
  ['DATABASE_URL', 'postgres://u:%ab@host/db', '(24 characters) contains a character that is not percent-encoded.'],
  ['CALLTHREAD_BUILD_ID', 'release 1', '"release 1" is not a valid build id.'],
  ['CALLTHREAD_BUILD_ID', '__1', '"__1" is not a valid build id.'],
  ['CALLTHREAD_DEPLOYMENT_NAME', 'calls.eu', '"calls.eu" is not a valid deployment name.'],
  ['DATABASE_URL', 'postgres://u:<password>@db/x', '(28 characters) is not a PostgreSQL URL.'],
])('refuses %s=%s and says why', (name, value, expected) => {
  const [first, ...others] = problemLines({ [name]: value });
  expect(others).toEqual([]);
  const colon = expected.startsWith('"') ? ':' : '';
  expect(first).toContain(`${name}${colon} ${expected} `);
});

test.each(['12#hunter2', '12/hunter2', 'hunter2%', 'hunter2:%ff'])(
  'does not show the refused password %s',
  (password) => {
    const lines = problemLines({ DATABASE_URL: `postgres://u:${password}@host/db` });
    expect(lines).toEqual([
      expect.stringMatching(/^DATABASE_URL \(\d+ characters\) contains a character .* # as %23, /),
    ]);
    expect(lines.join()).not.toContain('hunter2');
  },
);

test.each([
  ['PORT', '0'],
  ['PORT', '65535'],
  ['PUBLIC_URL', 'http://localhost:3000'],
  ['DATABASE_URL', 'postgres:///callthread?host=/var/run/postgresql'],
  ['DATABASE_URL', 'postgres://u:12%2334%25%C3%A9@db:5432/x?options=-c%20a%3Db&user=me@db'],
  ['DATABASE_URL', 'postgres://u:p@ss@%2Fvar%2Frun/x'],
  ['CALLTHREAD_ADMIN_TOKEN', '0123456789abcdef'],
  ['FRONT_PLUGIN_SECRET', '0123456789abcdef'],
  ['CALLTHREAD_BUILD_ID', '1.4.0-rc1+3f2a'],
  ['FRONT_WEBHOOK_SECRET', 'a<b>c-de'],
  ['AIRCALL_WEBHOOK_TOKEN', 'short'],
  ['CALLTHREAD_DEPLOYMENT_NAME', 'calls/callthread'],
])('accepts %s=%s', (name, value) => {
  expect(problemLines({ [name]: value })).toEqual([]);
});

test.each([
  ['changeme', 'is a placeholder'],
  ['Change-Me', 'is a placeholder'],
  ['<token>', 'is a placeholder'],
  ['your-front-token', 'is a placeholder'],
  ['${FRONT_API_TOKEN}', 'is a placeholder'],
  ['xxxxxxxx', 'is a placeholder'],
  ['...', 'is a placeholder'],
  ['Bearer abcdef', 'begins with Bearer or Basic'],
  ['abc def', 'contains a space or a line break'],
  ['abc\ndef', 'contains a space or a line break'],
  ['"abcdef', 'has a quote on one side'],
  ['\u201Cabcdef\u201D', 'contains an invalid character (curly quotes?)'],
])('refuses the token %j, showing only its length', (value, expected) => {
  for (const name of ['FRONT_API_TOKEN', 'AIRCALL_API_ID', 'AIRCALL_WEBHOOK_TOKEN', 'FRONT_PLUGIN_SECRET']) {
    const lines = problemLines({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${name} (${value.length} characters) ${expected}. `);
    expect(lines[0]).not.toContain(value);
  }
});

test.each(['CALLTHREAD_ADMIN_TOKEN', 'FRONT_PLUGIN_SECRET'])('refuses a guessable %s', (name) => {
  expect(problemLines({ [name]: '0123456789abcde' })).toEqual([
    `${name} (15 characters) is short enough to be guessed. Use at least 16 characters, for example from: openssl rand -hex 32`,
  ]);
});

test('refuses a signing key that was only partly copied', () => {
  expect(problemLines({ FRONT_WEBHOOK_SECRET: 'abcdefg' })).toEqual([
    "FRONT_WEBHOOK_SECRET (7 characters) is too short for a signing key of Front. Copy it again from your app's settings in Front.",
  ]);
});

test('finds the one bad token in a list', () => {
  expect(problemLines({ AIRCALL_WEBHOOK_TOKEN: 'good-one,changeme' })).toEqual([
    'AIRCALL_WEBHOOK_TOKEN (17 characters) has a token that is a placeholder. Put the real value in its place.',
  ]);
  expect(problemLines({ AIRCALL_WEBHOOK_TOKEN: ' , ' })).toEqual([
    'AIRCALL_WEBHOOK_TOKEN (1 character) contains only commas. Write the tokens between them.',
  ]);
});

test.each(['FRONT_API_TOKEN', 'AIRCALL_API_ID', 'AIRCALL_API_TOKEN', 'AIRCALL_WEBHOOK_TOKEN'])(
  'requires %s and says where to get it',
  (name) => {
    for (const value of [undefined, '', '  ', '""', '\n']) {
      const lines = problemLines({ [name]: value });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(new RegExp(`^${name} is missing\\. .{40,}\\.$`));
    }
  },
);

test('suggests the right name for a misspelled variable, unless that is set', () => {
  expect(problemLines({ FRONT_WEBHOOK_SECERT: 'abcdef', CALLTHREAD_ADMIN_TOKENS: 'abcdef' })).toEqual([
    'FRONT_WEBHOOK_SECERT is not a known variable. Did you mean FRONT_WEBHOOK_SECRET?',
    'CALLTHREAD_ADMIN_TOKENS is not a known variable. Did you mean CALLTHREAD_ADMIN_TOKEN?',
  ]);
  expect(problemLines({ FRONT_API_TOKENS: 'x' })).toEqual([]);
});

test.each([
  ['DATABASE_ULR', 'DATABASE_URL'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['database_url', 'DATABASE_URL'],
  ['DATABASE_ULR_FILE', 'DATABASE_URL_FILE'],
  ['PUBLIC_ULR', 'PUBLIC_URL'],
  ['WORKER_PROT', 'WORKER_PORT'],
  ['OTEL_EXPORTER_OTLP_ENDPONT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ['ARICALL_API_ID_FILE', 'AIRCALL_API_ID_FILE'],
])('refuses %s, and suggests %s', (written, meant) => {
  expect(problemLines({ [written]: 'x' })).toEqual([`${written} is not a known variable. Did you mean ${meant}?`]);
});

/** From OpenTelemetry's specification of environment variables, the OTLP exporter's included. */
const openTelemetry = [
  'BSP_SCHEDULE_DELAY BSP_EXPORT_TIMEOUT BSP_MAX_QUEUE_SIZE BSP_MAX_EXPORT_BATCH_SIZE BLRP_SCHEDULE_DELAY LOG_LEVEL',
  'EXPORTER_OTLP_TIMEOUT EXPORTER_OTLP_COMPRESSION EXPORTER_OTLP_CERTIFICATE EXPORTER_OTLP_CLIENT_KEY',
  'EXPORTER_OTLP_INSECURE EXPORTER_OTLP_METRICS_ENDPOINT EXPORTER_OTLP_LOGS_ENDPOINT EXPORTER_OTLP_TRACES_PROTOCOL',
  'EXPORTER_OTLP_TRACES_HEADERS EXPORTER_OTLP_METRICS_HEADERS EXPORTER_OTLP_LOGS_HEADERS EXPORTER_OTLP_LOGS_PROTOCOL',
  'METRICS_EXPORTER LOGS_EXPORTER METRIC_EXPORT_INTERVAL METRIC_EXPORT_TIMEOUT RESOURCE_ATTRIBUTES TRACES_SAMPLER',
  'TRACES_SAMPLER_ARG PROPAGATORS METRICS_EXEMPLAR_FILTER NODE_RESOURCE_DETECTORS SPAN_EVENT_COUNT_LIMIT',
].flatMap((names) => names.split(' ').map((name) => `OTEL_${name}`));

/** Of other tools and machines. */
const common = [
  'DATABASE_HOST DATABASE_PORT DATABASE_USER DATABASE_NAME DATABASE_PASSWORD DATABASE_SSL DATABASE_DSN DATABASE_TYPE',
  'PUBLIC_IP PUBLIC_KEY PUBLIC_DIR PUBLIC_PATH PUBLIC_HOST PUBLIC_DOMAIN WORKER_ID WORKER_COUNT WORKERS WEB_PORT',
  'POST PORTS HOME SHELL DB_URL REDIS_URL API_TOKEN',
].flatMap((names) => names.split(' '));

test('ignores variables that machines and other tools have', () => {
  expect(problemLines(Object.fromEntries([...openTelemetry, ...common].map((name) => [name, '1'])))).toEqual([]);
  expect(problemLines({ WORKERS_PORT: 'tcp://10.0.0.2:80' })).toEqual([]);
});

test('ignores variables of other software', () => {
  const kubernetes = { CALLTHREAD_PORT: 'tcp://10.0.0.1:3000', CALLTHREAD_SERVICE_HOST: '10.0.0.1', FRONT_PORT: 'x' };
  expect(problemLines({ ...kubernetes, TEMPORAL_FRONTEND_SERVICE_HOST: 'x', PATH: '/bin', POST: '1' })).toEqual([]);
});
