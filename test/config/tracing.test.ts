import { expect, test } from 'vitest';
import { loadConfig, type TracingConfig } from '../../src/config/config.ts';
import { listSecrets } from '../../src/config/environment.ts';
import { configFolder } from './config-folder.ts';
import { problemLines } from './problem-lines.ts';
import { requiredVariables } from './required-variables.ts';

function tracing(env: Record<string, string>): TracingConfig | null {
  return loadConfig({ ...requiredVariables, ...env }, configFolder()).tracing;
}

const endpoint = 'http://collector:4318';

test.each([
  [{}],
  [{ OTEL_SERVICE_NAME: 'calls', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: 'none' }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'True' }],
])('turns traces off for %j', (env) => {
  expect(tracing(env)).toBeNull();
});

test.each([
  [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/` }, 'http://collector:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example.com/otlp' }, 'https://otlp.example.com/otlp/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otlp.example.com/mine' }, 'https://otlp.example.com/mine'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://other:1/v1/traces' },
    'http://other:1/v1/traces',
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: `"${endpoint}"`, OTEL_SDK_DISABLED: 'false' }, 'http://collector:4318/v1/traces'],
])('with %j, sends traces to %s', (env, url) => {
  expect(tracing(env)).toEqual({ url, protocol: 'http/protobuf', headers: {}, serviceName: 'callthread' });
});

test('reads headers as specified, and treats them as secrets', () => {
  const written = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20dXNlcjpwYXNz==, x-team = calls' };
  const read = tracing({ OTEL_TRACES_EXPORTER: 'otlp', ...written });
  expect(read?.headers).toEqual({ authorization: 'Basic dXNlcjpwYXNz==', 'x-team': 'calls' });
  expect(listSecrets(written)).toContain('Basic%20dXNlcjpwYXNz==');
  expect(listSecrets(written)).not.toContain('calls');
});

test('reports invalid values', () => {
  const wrong = {
    OTEL_SDK_DISABLED: 'yes',
    OTEL_TRACES_EXPORTER: 'jaeger',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_HEADERS: 'Bearer-abcdef',
  };
  expect(problemLines(wrong)).toEqual([
    'OTEL_SDK_DISABLED: "yes" is not true or false. Write one of them.',
    'OTEL_TRACES_EXPORTER: "jaeger" is not an exporter that Callthread has. Write otlp or none.',
    'OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" is not an http or https URL. Write for example http://localhost:4318.',
    'OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" is not a protocol that Callthread has. Write http/protobuf or http/json (port 4318, most often).',
    'OTEL_EXPORTER_OTLP_HEADERS (13 characters) is not a list of headers. Write name=value, and commas between several.',
  ]);
});
