import { expect, test } from 'vitest';
import { toldProblems } from './told-problems.ts';

const here = import.meta.filename;

test.each([
  ['http://localhost:7233', 'Leave out what comes before the host, for example localhost:7233.'],
  ['localhost', 'Write the host and the port, for example localhost:7233.'],
  ['localhost:', 'Write the host and the port, for example localhost:7233.'],
  ['localhost:72330', 'Write the host and the port, for example localhost:7233.'],
  [':7233', 'Write the host and the port, for example localhost:7233.'],
  ['localhost:7233/namespace', 'Write the host and the port, for example localhost:7233.'],
])('refuses the address %s', (address, remedy) => {
  expect(toldProblems({ TEMPORAL_ADDRESS: address })).toEqual([
    `TEMPORAL_ADDRESS: "${address}" is not host:port. ${remedy}`,
  ]);
});

test.each(['localhost:7233', '127.0.0.1:1', '[::1]:7233', 'ns.acct.tmprl.cloud:7233'])('takes %s', (address) => {
  expect(toldProblems({ TEMPORAL_ADDRESS: address })).toEqual([]);
});

test('names what Temporal would take literally', () => {
  expect(toldProblems({ TEMPORAL_ADDRESS: '"localhost:7233"', TEMPORAL_NAMESPACE: 'calls ' })).toEqual([
    'TEMPORAL_ADDRESS: "\\"localhost:7233\\"" has blanks or quotes around it. Leave them out: Temporal takes them literally.',
    'TEMPORAL_NAMESPACE: "calls " has blanks or quotes around it. Leave them out: Temporal takes them literally.',
  ]);
  expect(toldProblems({ TEMPORAL_API_KEY: '' })).toEqual([
    'TEMPORAL_API_KEY is set but empty, which Temporal takes as a value. Unset it.',
  ]);
});

test('names a switch that Temporal would take as off, and a placeholder', () => {
  expect(toldProblems({ TEMPORAL_TLS: 'TRUE', TEMPORAL_API_KEY: '<api key>' })).toEqual([
    'TEMPORAL_API_KEY (9 characters) is a placeholder. Put the real value in its place.',
    'TEMPORAL_TLS: "TRUE" is not true or false. Write one of them, in small letters.',
  ]);
  expect(toldProblems({ TEMPORAL_TLS: 'true', TEMPORAL_API_KEY: 'key-of-temporal' })).toEqual([]);
});

test('names certificates that are not there or are half given', () => {
  expect(toldProblems({ TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere.pem' })).toEqual([
    'TEMPORAL_TLS_CLIENT_CERT_PATH: "/nowhere.pem" is not there. Write the path of a file.',
    'TEMPORAL_TLS_CLIENT_CERT_PATH: "/nowhere.pem" needs its counterpart. Set TEMPORAL_TLS_CLIENT_KEY_PATH or TEMPORAL_TLS_CLIENT_KEY_DATA too.',
  ]);
  const key = '-----BEGIN PRIVATE KEY-----\nabc\n';
  expect(toldProblems({ TEMPORAL_TLS_CLIENT_CERT_PATH: here, TEMPORAL_TLS_CLIENT_KEY_DATA: key })).toEqual([]);
  const [alone] = toldProblems({ TEMPORAL_TLS_CLIENT_KEY_DATA: key });
  expect(alone).toContain(`TEMPORAL_TLS_CLIENT_KEY_DATA (${key.length} characters) needs its counterpart.`);
});
