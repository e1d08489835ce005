import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFolder } from '../config/config-folder.ts';
import { requiredVariables } from '../config/required-variables.ts';
import { readDocument } from '../docs/read-document.ts';
import { runInProcess } from './run-in-process.ts';

/** No process listens there. */
const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

describe('a usage error', () => {
  it.each([
    [['reconcile', '--from', 'yesterday'], /^--from: "yesterday" is not a time\. Write a day/],
    [['reconcile', '--from', '2026-02-01', '--to', '2026-01-01'], /--from 2026-02-01 is after --to 2026-01-01/],
    [['backfill', '--from', '2026-01-01'], /required option '--to <time>' not specified/],
    [['backfill', '--from', '24h', '--to', '2026-01-01'], /^--from: "24h" is not a time/],
    [['retry'], /^callthread retry: name a call, or pass --all\./],
    [['skip', '1', '--all'], /^callthread skip: name a call, or pass --all\./],
    [['retry', 'ada'], /^"ada" is not a call\. Use its Aircall id, in digits: callthread retry 812345678$/m],
    [['skip', 'ada'], /^"ada" is not a call\. Use its Aircall id, in digits: callthread skip 812345678$/m],
    [['retry', '1', '--failure', 'FrontNotFound'], /^--failure requires --all\./],
    [
      ['retry', '--all', '--failure', 'x" OR "'],
      /^--failure: .* is not a failure type\. docs\/operations\.md lists them/,
    ],
    [['skip', '1', '--inbox', 'Support'], /unknown option '--inbox'/],
    [['retrie', '1'], /unknown command 'retrie'.*retry/s],
    [['doctor', '--jsn'], /unknown option '--jsn'.*--json/s],
    [['completion', 'tcsh'], /'tcsh' is invalid for argument 'shell'\. Allowed choices are bash, zsh, fish\./],
  ])('is explained and exits with 2: %j', async (args, message) => {
    const { code, stdout, stderr } = await runInProcess(args, nowhere);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('start with a wrong setting', () => {
  it.each([
    ['FRONT_API_TOKEN', { ...requiredVariables, FRONT_API_TOKEN: '' }],
    ['PORT', { ...requiredVariables, PORT: 'http' }],
    ['TEMPORAL_ADDRESS', { ...requiredVariables, TEMPORAL_ADDRESS: 'http://localhost:7233' }],
    ['CALLTHREAD_CONFIG', { ...requiredVariables, CALLTHREAD_CONFIG: '/nowhere/callthread.yaml' }],
  ])('names %s, prints no secret, starts nothing and exits with 78', async (name, environment) => {
    const { code, stdout, stderr } = await runInProcess(['start'], environment);
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toContain(name);
    expect(stderr).not.toContain(requiredVariables['AIRCALL_API_TOKEN']);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

it('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readDocument('package.json')) as { version: string };
  expect(await runInProcess(['--version'], {})).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe('a command without Temporal', () => {
  it.each([
    [['retry', '1']],
    [['skip', '--all']],
    [['retry', 'ai-notes-812345678']],
    [['skip', 'callback-0123456789abcdef']],
    [['reconcile']],
    [['backfill', '--from', yesterday, '--to', yesterday]],
  ])('names the address and exits with 1: %j', async (args) => {
    const { code, stderr } = await runInProcess(args, nowhere);
    expect(stderr).toMatch(
      /^Temporal does not answer at 127\.0\.0\.1:1\. Check that it is running and that TEMPORAL_ADDRESS/m,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it('says that what answers there is not Temporal, and exits with 1', async () => {
    const server = createServer();
    server.on('stream', (stream) => stream.respond({ ':status': 404 }, { endStream: true }));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, stderr } = await runInProcess(['retry', '1'], { TEMPORAL_ADDRESS: address });
    expect(stderr).toMatch(
      /^Temporal is not what answers at 127\.0\.0\.1:\d+ \(.+\)\. Set TEMPORAL_ADDRESS to its frontend/m,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it('reports an invalid address and exits with 78', async () => {
    const { code, stderr } = await runInProcess(['retry', '1'], { TEMPORAL_ADDRESS: 'http://localhost:7233' });
    expect(stderr).toContain('TEMPORAL_ADDRESS: "http://localhost:7233" is not host:port');
    expect(code).toBe(78);
  });

  it("names the line of Temporal's configuration file that is wrong, without its text", async () => {
    const toml = '[profile.default]\napi_key = eyJhbGciOi.secret\n';
    const file = join(configFolder({ 'temporal.toml': toml }), 'temporal.toml');
    const { code, stderr } = await runInProcess(['retry', '1'], { TEMPORAL_CONFIG_FILE: file });
    expect(stderr).toContain('- TEMPORAL_CONFIG_FILE cannot be read (line 2: Invalid TOML document: invalid value).');
    expect(stderr).not.toContain('eyJhb');
    expect(code).toBe(78);
  });
});

describe('help', () => {
  it.each(['reconcile', 'backfill', 'retry', 'skip'])('shows examples for %s', async (command) => {
    const { code, stdout, stderr } = await runInProcess([command, '--help'], {});
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain(`  callthread ${command}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
