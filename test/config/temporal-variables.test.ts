import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { problemLines } from './problem-lines.ts';

const here = import.meta.filename;
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/certificates/${name}`, import.meta.url));
/** Made for these tests alone. */
const ours = { certificate: fixture('client.pem'), key: fixture('client.key') };
const anothersKey = fixture('other.key');

test.each([
  ['http://localhost:7233', 'Leave out what comes before the host, for example localhost:7233.'],
  ['localhost', 'Write the host and the port, for example localhost:7233.'],
  ['localhost:', 'Write the host and the port, for example localhost:7233.'],
  ['localhost:72330', 'Write the host and the port, for example localhost:7233.'],
  [':7233', 'Write the host and the port, for example localhost:7233.'],
  ['localhost:7233/namespace', 'Write the host and the port, for example localhost:7233.'],
])('refuses the address %s', (address, remedy) => {
  expect(problemLines({ TEMPORAL_ADDRESS: address })).toEqual([
    `TEMPORAL_ADDRESS: "${address}" is not host:port. ${remedy}`,
  ]);
});

test.each(['localhost:7233', '127.0.0.1:1', '[::1]:7233', 'ns.acct.tmprl.cloud:7233'])(
  'accepts the address %s',
  (address) => {
    expect(problemLines({ TEMPORAL_ADDRESS: address })).toEqual([]);
  },
);

test('reports spaces, quotes and empty values that Temporal would use literally', () => {
  expect(problemLines({ TEMPORAL_ADDRESS: '"localhost:7233"', TEMPORAL_NAMESPACE: 'calls ' })).toEqual([
    'TEMPORAL_ADDRESS: "\\"localhost:7233\\"" has spaces or quotes around it. Leave them out: Temporal takes them literally.',
    'TEMPORAL_NAMESPACE: "calls " has spaces or quotes around it. Leave them out: Temporal takes them literally.',
  ]);
  expect(problemLines({ TEMPORAL_API_KEY: '' })).toEqual([
    'TEMPORAL_API_KEY is set but empty, which Temporal takes as a value. Unset it.',
  ]);
});

test('reports a TLS switch that Temporal would read as off, and a placeholder', () => {
  expect(problemLines({ TEMPORAL_TLS: 'TRUE', TEMPORAL_API_KEY: '<api key>' })).toEqual([
    'TEMPORAL_API_KEY (9 characters) is a placeholder. Put the real value in its place.',
    'TEMPORAL_TLS: "TRUE" is not true or false. Write one of them, in lower case.',
  ]);
  expect(problemLines({ TEMPORAL_TLS: 'true', TEMPORAL_API_KEY: 'key-of-temporal' })).toEqual([]);
});

test('reports certificates that do not exist or lack their key', () => {
  expect(problemLines({ TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere.pem' })).toEqual([
    'TEMPORAL_TLS_CLIENT_CERT_PATH: "/nowhere.pem" does not exist. Write the path of a file.',
    'TEMPORAL_TLS_CLIENT_CERT_PATH: "/nowhere.pem" needs its counterpart. Set TEMPORAL_TLS_CLIENT_KEY_PATH or TEMPORAL_TLS_CLIENT_KEY_DATA too.',
  ]);
  const key = readFileSync(ours.key, 'utf8');
  const [alone] = problemLines({ TEMPORAL_TLS_CLIENT_KEY_DATA: key });
  expect(alone).toContain(`TEMPORAL_TLS_CLIENT_KEY_DATA (${key.length} characters) needs its counterpart.`);
});

test('accepts a certificate with its key, as files or as text, but not as both', () => {
  const files = { TEMPORAL_TLS_CLIENT_CERT_PATH: ours.certificate, TEMPORAL_TLS_CLIENT_KEY_PATH: ours.key };
  expect(problemLines({ ...files, TEMPORAL_TLS_SERVER_CA_CERT_PATH: ours.certificate })).toEqual([]);
  const texts = {
    TEMPORAL_TLS_CLIENT_CERT_DATA: readFileSync(ours.certificate, 'utf8'),
    TEMPORAL_TLS_CLIENT_KEY_DATA: readFileSync(ours.key, 'utf8'),
  };
  expect(problemLines(texts)).toEqual([]);
  expect(problemLines({ ...files, ...texts })).toEqual([
    expect.stringMatching(
      /^TEMPORAL_TLS_CLIENT_CERT_DATA \(\d+ characters\) is set beside TEMPORAL_TLS_CLIENT_CERT_PATH\. Unset/,
    ),
    expect.stringMatching(
      /^TEMPORAL_TLS_CLIENT_KEY_DATA \(\d+ characters\) is set beside TEMPORAL_TLS_CLIENT_KEY_PATH\. Unset/,
    ),
  ]);
});

test.each([
  [
    { TEMPORAL_TLS_CLIENT_CERT_PATH: here, TEMPORAL_TLS_CLIENT_KEY_PATH: ours.key },
    'TEMPORAL_TLS_CLIENT_CERT_PATH',
    'is not a certificate. Give it as PEM',
  ],
  [
    { TEMPORAL_TLS_CLIENT_CERT_PATH: ours.certificate, TEMPORAL_TLS_CLIENT_KEY_PATH: here },
    'TEMPORAL_TLS_CLIENT_KEY_PATH',
    'is not a private key. Give it as PEM, without a passphrase.',
  ],
  [
    { TEMPORAL_TLS_SERVER_CA_CERT_PATH: here },
    'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
    "is not a certificate. Give the certificate authority's, as PEM.",
  ],
  [
    { TEMPORAL_TLS_CLIENT_CERT_PATH: ours.certificate, TEMPORAL_TLS_CLIENT_KEY_PATH: anothersKey },
    'TEMPORAL_TLS_CLIENT_KEY_PATH',
    'is not the key of the certificate in TEMPORAL_TLS_CLIENT_CERT_PATH. Give the key that the certificate was made with.',
  ],
])('%j: names %s with a remedy', (environment, place, expected) => {
  const [problem, ...others] = problemLines(environment);
  expect(others).toEqual([]);
  expect(problem?.startsWith(place)).toBe(true);
  expect(problem).toContain(expected);
});

test('reports an expired certificate', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2150-01-01') });
  onTestFinished(() => void vi.useRealTimers());
  const files = { TEMPORAL_TLS_CLIENT_CERT_PATH: ours.certificate, TEMPORAL_TLS_CLIENT_KEY_PATH: ours.key };
  expect(problemLines(files)).toEqual([
    expect.stringMatching(
      /^TEMPORAL_TLS_CLIENT_CERT_PATH: .* is a certificate that expired on 2126-\d\d-\d\d\. Renew it\.$/,
    ),
  ]);
});
