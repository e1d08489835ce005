import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { placeEmptyPglite } from '../../../simulators/postgres/place-empty-pglite.ts';
import { openLedger } from '../../../src/adapters/ledger/open.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { aLedgerCall } from '../../adapters/ledger/a-ledger-call.ts';
import { sharedNamespace } from '../../kit/shared-namespace.ts';
import { openSetup } from '../doctor/open-setup.ts';

test('forget exits with 1 when its question is answered with no: everything is left', async () => {
  const { address, namespace } = await sharedNamespace();
  const { environment, folder } = await openSetup(address, { environment: { TEMPORAL_NAMESPACE: namespace } });
  await placeEmptyPglite(join(folder, 'ledger'));
  const ledger = await openLedger({ databaseUrl: null, dataFolder: folder });
  await ledger.record(aLedgerCall({ id: 1, caller: '+447700900123' }), 1);
  await ledger.close();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  terminal.write('n\n');
  await createProgram().parseAsync(['forget', '+447700900123'], { from: 'user' });
  expect(print.mock.calls.at(-1)).toEqual(['Cancelled: nothing was erased.']);
  expect(process.exitCode).toBe(1);
});
