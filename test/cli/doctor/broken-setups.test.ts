import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellDiagnosis } from '../../../src/cli/commands/doctor.ts';
import { type Diagnosis, runChecks } from '../../../src/cli/doctor/run-checks.ts';
import { loadEncryptionKeys } from '../../../src/config/encryption-keys.ts';
import { listSecrets } from '../../../src/config/list-secrets.ts';
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
    temporal.addNamespace({ name: 'bare', attributes: 'none', polled: false }),
    temporal.addNamespace({ name: 'sealed', keys: loadEncryptionKeys({ CALLTHREAD_ENCRYPTION_KEYS: rightKeys }) }),
    temporal.addNamespace({ name: 'mistyped', attributes: 'one of them a text', polled: false }),
  ]);
}, 120_000);
afterAll(async () => await temporal.close());

async function diagnose(options: SetupOptions, aheadMs = 0): Promise<Diagnosis & { setup: Setup }> {
  const setup = await openSetup(temporal.address, options);
  const surroundings = { environment: setup.environment, nowMs: () => Date.now() + aheadMs };
  return { ...(await runChecks(surroundings, setup.folder)), setup };
}

/** What a request may be that changes nothing. */
function writes({ front, aircall }: Setup): string[] {
  return [...front.journal.entries, ...aircall.journal.entries]
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
}

describe('a sound set-up', () => {
  it('is green: no line but ok, and nothing is written', async () => {
    const { findings, exitCode, setup } = await diagnose({});
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(findings.length).toBeGreaterThan(30);
    expect(exitCode).toBe(0);
    expect(writes(setup)).toEqual([]);
  });

  it('tells a line for each line of Aircall, and each thing that is off', async () => {
    const { findings } = await diagnose({ environment: { CALLTHREAD_ADMIN_TOKEN: '' } });
    const told = tellDiagnosis({ findings, exitCode: 0 });
    expect(told).toContain('ok      line Support UK (+442079460101): logs to the inbox Support\n');
    expect(told).toContain('ok      line Sales UK (+442079460102): logs to the inbox Aircall Phone\n');
    expect(told).toContain('ok      FRONT_PLUGIN_SECRET: off: without it the plugin is not there\n');
    expect(told).toContain("ok      CALLTHREAD_ADMIN_TOKEN: off: without it the administrator's pages are not there\n");
    expect(told).toMatch(/\nAll is well\.$/);
  });

  it('reads what is encrypted, and tells for whom it is decoded', async () => {
    const { findings, exitCode } = await diagnose({
      environment: {
        TEMPORAL_NAMESPACE: 'sealed',
        TEMPORAL_UI_URL: 'http://127.0.0.1:8080',
        CALLTHREAD_ENCRYPTION_KEYS: `new:${Buffer.alloc(32, 9).toString('base64')},${rightKeys}`,
      },
    });
    expect(exitCode).toBe(0);
    const told = tellDiagnosis({ findings, exitCode });
    expect(told).toContain('ok      CALLTHREAD_ENCRYPTION_KEYS: new encrypts, k1 decrypts as well\n');
    expect(told).toContain('ok      codec server: /codec answers http://127.0.0.1:8080, for who is logged in here\n');
  });

  it('has a tag made that is not there yet', async () => {
    const { findings, exitCode } = await diagnose({ front: { tags: [] } });
    expect(tellDiagnosis({ findings, exitCode })).toContain(
      'ok      tags.Billing: there is no tag billing yet: it is created',
    );
    expect(exitCode).toBe(0);
  });
});

describe('a broken set-up', () => {
  it('is of at least twenty kinds', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(all)('$name: says so and what to do', async ({ line, exitCode, aheadMs, ...options }) => {
    const diagnosis = await diagnose(options, aheadMs);
    const told = tellDiagnosis(diagnosis);
    const lines = told.split('\n');
    expect(
      lines.filter((each) => line.test(each)),
      told,
    ).toHaveLength(1);
    expect(diagnosis.exitCode).toBe(exitCode);
    expect(writes(diagnosis.setup)).toEqual([]);
    for (const secret of listSecrets(diagnosis.setup.environment)) expect(told).not.toContain(secret);
    // Whatever else is told has a remedy too.
    for (const finding of diagnosis.findings) expect(finding.remedy === null).toBe(finding.level === 'ok');
  });

  it('does not hide what else is wrong', async () => {
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
