import { describe, expect, it } from 'vitest';
import { runCommand } from '../../e2e/run-command.ts';
import { runInProcess } from '../run-in-process.ts';
import { openSetup, webhookToken } from './open-setup.ts';

/** No process listens there. */
const nowhere = '127.0.0.1:1';

describe('callthread doctor as a process', () => {
  it('reports every configuration problem and exits with 78', async () => {
    const { code, stdout, stderr } = await runCommand(['doctor'], { TEMPORAL_ADDRESS: nowhere });
    for (const name of ['FRONT_API_TOKEN', 'AIRCALL_API_ID', 'AIRCALL_API_TOKEN', 'AIRCALL_WEBHOOK_TOKEN']) {
      expect(stdout).toMatch(new RegExp(`^FAIL {4}${name}: is missing\\. `, 'm'));
    }
    expect(stdout).toMatch(/^FAIL {4}Temporal: does not answer at 127\.0\.0\.1:1\. /m);
    expect(stdout).toMatch(/\n5 failed, \d+ skipped\.\n$/);
    expect({ code, stderr }).toEqual({ code: 78, stderr: '' });
  });

  it('continues without Temporal and exits with 1, with --json', async () => {
    const { environment } = await openSetup(nowhere, {});
    const { code, stdout, stderr } = await runCommand(['doctor', '--json'], environment);
    const diagnosis = JSON.parse(stdout) as {
      exitCode: number;
      counts: unknown;
      checks: Array<Record<string, unknown>>;
    };
    expect(diagnosis).toMatchObject({ exitCode: 1, counts: { FAIL: 1, warn: 0, skipped: 5 } });
    expect(diagnosis.checks).toContainEqual({
      level: 'FAIL',
      check: 'Temporal',
      found: 'does not answer at 127.0.0.1:1',
      remedy: expect.stringMatching(/^Check that it is running/),
    });
    expect(diagnosis.checks).toContainEqual({
      level: 'ok',
      check: 'Front token',
      found: 'belongs to the company Callthread simulator',
      remedy: null,
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});

describe('other commands as a process', () => {
  it('webhooks register prints only the variable with the token, for an env file', async () => {
    const { environment, aircall } = await openSetup(nowhere, {
      webhook: false,
      environment: { AIRCALL_WEBHOOK_TOKEN: '' },
    });
    const { code, stdout, stderr } = await runCommand(['webhooks', 'register'], environment);
    const [webhook] = aircall.state.webhooks.values();
    expect(stdout).toBe(`AIRCALL_WEBHOOK_TOKEN=${webhook?.token}\n`);
    expect(stderr).toMatch(/^Created the webhook /);
    expect(code).toBe(0);
  });

  it('webhooks remove does nothing without --yes and exits with 2', async () => {
    const { environment, aircall } = await openSetup(nowhere, {});
    const [id = ''] = aircall.state.webhooks.keys();
    const { code, stdout, stderr } = await runCommand(['webhooks', 'remove', id], environment);
    expect(stderr).toMatch(/^Add --yes to remove the webhook /);
    expect({ code, stdout, left: aircall.state.webhooks.size }).toEqual({ code: 2, stdout: '', left: 1 });
    expect((await runInProcess(['webhooks', 'remove', id, '--yes'], environment)).code).toBe(0);
    expect(aircall.state.webhooks.size).toBe(0);
  });

  it('status names an unreachable Temporal and exits with 1', async () => {
    const { environment } = await openSetup(nowhere, {});
    const { code, stdout, stderr } = await runCommand(['status'], environment);
    expect(stdout).toMatch(/^Temporal {4}Temporal does not answer at 127\.0\.0\.1:1\./m);
    expect(stdout).toMatch(/\n! Temporal does not answer at 127\.0\.0\.1:1\..*\n$/);
    expect(stdout).not.toContain(webhookToken);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('status without a configuration exits with 78', async () => {
    const { code, stdout, stderr } = await runCommand(['status'], {});
    expect(stderr).toMatch(/^The configuration has \d problems:\n- FRONT_API_TOKEN is missing\./);
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  });
});
