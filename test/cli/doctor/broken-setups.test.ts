import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDiagnosis } from '../../../src/cli/commands/doctor.ts';
import { type Diagnosis, runChecks } from '../../../src/cli/doctor/run-checks.ts';
import { listSecrets, loadEncryptionKeys } from '../../../src/config/environment.ts';
import { configFolder } from '../../config/config-folder.ts';
import { playPastCall } from '../../workflows/play-past-call.ts';
import { brokenEncryption, rightKeys } from './broken-encryption.ts';
import { brokenOutside } from './broken-outside.ts';
import { brokenSetups } from './broken-setups.ts';
import { openSetup, type Setup, type SetupOptions } from './open-setup.ts';
import { openTemporal } from './open-temporal.ts';

const all = [...brokenSetups, ...brokenOutside, ...brokenEncryption];

let temporal: Awaited<ReturnType<typeof openTemporal>>;

beforeAll(async () => {
  temporal = await openTemporal();
  await Promise.all([
    temporal.addNamespace({ name: 'sound' }),
    temporal.addNamespace({ name: 'forgetful', retentionDays: 1 }),
    temporal.addNamespace({ name: 'idle', polled: false }),
    temporal.addNamespace({ name: 'paused', schedule: 'paused' }),
    temporal.addNamespace({ name: 'unscheduled', schedule: 'missing' }),
    temporal.addNamespace({ name: 'bare', attributes: 'none', polled: false }),
    temporal.addNamespace({ name: 'full', attributes: 'eight others', polled: false }),
    temporal.addNamespace({ name: 'sealed', keys: loadEncryptionKeys({ CALLTHREAD_ENCRYPTION_KEYS: rightKeys }) }),
    temporal.addNamespace({ name: 'mistyped', attributes: 'one of them a text', polled: false }),
  ]);
});
afterAll(async () => await temporal.close());

async function diagnose(options: SetupOptions, aheadMs = 0): Promise<Diagnosis & { setup: Setup }> {
  const setup = await openSetup(temporal.address, options);
  const surroundings = { environment: setup.environment, nowMs: () => Date.now() + aheadMs };
  return { ...(await runChecks(surroundings, setup.folder)), setup };
}

/** The requests that may change something. */
function writes({ front, aircall }: Setup): string[] {
  return [...front.journal.entries, ...aircall.journal.entries]
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
}

describe('doctor on a sound setup', () => {
  it('reports only ok, and writes nothing', async () => {
    const { findings, exitCode, setup } = await diagnose({});
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(findings.length).toBeGreaterThan(30);
    expect(exitCode).toBe(0);
    expect(writes(setup)).toEqual([]);
  });

  it('reports each Aircall line and each disabled feature', async () => {
    const { findings } = await diagnose({ environment: { CALLTHREAD_ADMIN_TOKEN: '' } });
    const output = formatDiagnosis({ findings, exitCode: 0 });
    expect(output).toContain('ok      line Support UK (+442079460101): logs to the inbox Support\n');
    expect(output).toContain('ok      line Sales UK (+442079460102): logs to the inbox Aircall Phone\n');
    expect(output).toContain('ok      FRONT_PLUGIN_SECRET: off: the plugin is disabled\n');
    expect(output).toContain("ok      CALLTHREAD_ADMIN_TOKEN: off: the administrator's pages are disabled\n");
    expect(output).toMatch(/\nAll is well\.$/);
  });

  it('reads encrypted data and reports who can decode it', async () => {
    const { findings, exitCode } = await diagnose({
      environment: {
        TEMPORAL_NAMESPACE: 'sealed',
        TEMPORAL_UI_URL: 'http://127.0.0.1:8080',
        CALLTHREAD_ENCRYPTION_KEYS: `new:${Buffer.alloc(32, 9).toString('base64')},${rightKeys}`,
      },
    });
    expect(exitCode).toBe(0);
    const output = formatDiagnosis({ findings, exitCode });
    expect(output).toContain('ok      CALLTHREAD_ENCRYPTION_KEYS: new encrypts, k1 also decrypts\n');
    expect(output).toContain('ok      codec server: /codec serves http://127.0.0.1:8080, for users logged in here\n');
  });

  it('reads secrets from files, and never prints them', async () => {
    const values = {
      FRONT_API_TOKEN: 'front-test-token',
      CALLTHREAD_ADMIN_TOKEN: '0123456789abcdef0123456789abcdef',
      CALLTHREAD_ENCRYPTION_KEYS: rightKeys,
    };
    const folder = configFolder(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}\n`])),
    );
    const files = Object.keys(values).flatMap((name) => [
      [name, ''],
      [`${name}_FILE`, join(folder, name)],
    ]);
    const environment: Record<string, string> = { ...Object.fromEntries(files), TEMPORAL_NAMESPACE: 'sealed' };
    const { findings, exitCode } = await diagnose({ environment });
    const output = formatDiagnosis({ findings, exitCode });
    expect(exitCode, output).toBe(0);
    expect(output).toContain('ok      CALLTHREAD_ENCRYPTION_KEYS: k1 encrypts');
    for (const value of Object.values(values)) expect(output).not.toContain(value);
  });

  it('reports the AI notes that Aircall provides, or that they are off', async () => {
    const after: SetupOptions['after'] = async ({ aircall }) => {
      await playPastCall(aircall, { startedAtSeconds: Math.floor(Date.now() / 1000) - 3600 });
    };
    const given = await diagnose({ after });
    expect(formatDiagnosis(given)).toContain('ok      AI notes: Aircall gives ai.summary, ai.topics, ai.actionItems\n');
    const off = await diagnose({ yaml: 'ai: { summary: false, topics: false, actionItems: false }', after });
    expect(formatDiagnosis(off)).toContain('ok      AI notes: off: nothing under ai: is on\n');
    expect(off.setup.aircall.journal.find({ path: /summary|topics|action_items/ })).toEqual([]);
  });

  it('reports a tag that will be created', async () => {
    const { findings, exitCode } = await diagnose({ front: { tags: [] } });
    expect(formatDiagnosis({ findings, exitCode })).toContain(
      'ok      tags.Billing: the tag billing does not exist yet and will be created',
    );
    expect(exitCode).toBe(0);
  });
});

describe('doctor on a broken setup', () => {
  it('is tested with at least twenty kinds', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(all)('reports with a remedy that $name', async ({ line, exitCode, aheadMs, ...options }) => {
    const diagnosis = await diagnose(options, aheadMs);
    const output = formatDiagnosis(diagnosis);
    const lines = output.split('\n');
    expect(
      lines.filter((each) => line.test(each)),
      output,
    ).toHaveLength(1);
    expect(diagnosis.exitCode).toBe(exitCode);
    expect(writes(diagnosis.setup)).toEqual([]);
    for (const secret of listSecrets(diagnosis.setup.environment)) expect(output).not.toContain(secret);
    // Every other problem has a remedy too.
    for (const finding of diagnosis.findings) expect(finding.remedy === null).toBe(finding.level === 'ok');
  });

  it('does not hide other problems', async () => {
    const { findings, exitCode } = await diagnose({
      environment: { FRONT_API_TOKEN: 'another-front-token' },
      webhook: false,
    });
    const levelOf = (check: string) => findings.find((finding) => finding.check === check)?.level;
    expect(levelOf('Front token')).toBe('FAIL');
    expect(levelOf('inboxes')).toBe('skipped');
    expect(levelOf('Aircall webhook')).toBe('FAIL');
    expect(levelOf('Temporal')).toBe('ok');
    expect(exitCode).toBe(1);
  });
});
