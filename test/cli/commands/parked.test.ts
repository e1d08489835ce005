import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { countParked } from '../../../src/adapters/temporal/calls/answer-parked.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { sharedNamespace } from '../../kit/shared-namespace.ts';

let client: Client;
let environment: Record<string, string>;
beforeAll(async () => {
  const { address, namespace } = await sharedNamespace();
  environment = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
  client = connectTemporal(environment, []);
});
afterAll(() => client?.connection.close());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** @returns what the command prints */
async function run(...args: string[]): Promise<string> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await createProgram().parseAsync(args, { from: 'user' });
  return print.mock.calls.flat().join('\n');
}

it.each(['retry', 'skip'])(
  '%s --all refuses a failure that no parked call has, and names those they have',
  async (kind) => {
    const command = [kind, '--all', '--failure', 'FrontUnauthorised'];
    const workflowId = `call-${kind === 'retry' ? 1 : 2}`;
    expect(await run(...command)).toBe('No call is parked with FrontUnauthorised.');
    const handle = await client.workflow.start('callWorkflow', {
      workflowId,
      taskQueue: 'without-worker',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: defineSearchAttributeKey('CallthreadState', 'KEYWORD'), value: 'parked' },
        { key: defineSearchAttributeKey('CallthreadFailure', 'KEYWORD'), value: 'FrontUnauthorized' },
      ]),
    });
    await expect.poll(() => countParked(client)).toBe(1);
    await expect(run(...command)).rejects.toMatchObject({
      name: 'CommandError',
      exitCode: 2,
      message: 'No call is parked with FrontUnauthorised. Parked are: 1 FrontUnauthorized.',
    });
    await handle.terminate();
    await expect.poll(() => countParked(client)).toBe(0);
  },
);
