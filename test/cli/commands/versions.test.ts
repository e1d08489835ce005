import { expect, it } from 'vitest';
import { sharedNamespace } from '../../kit/shared-namespace.ts';
import { runInProcess } from '../run-in-process.ts';

it('says which worker to start first when no worker with a build id has polled', async () => {
  const { address, namespace } = await sharedNamespace();
  const environment = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
  const { code, stderr } = await runInProcess(['versions', 'promote', '1.4.0'], environment);
  expect(stderr).toMatch(
    /^Temporal knows no version 1\.4\.0 of \S+ Start a worker with CALLTHREAD_BUILD_ID=1\.4\.0 first\./,
  );
  expect(code).toBe(1);
});
