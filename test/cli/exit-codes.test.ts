import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { requiredVariables } from '../config/required-variables.ts';
import { readDocument, sectionOf, tableRows } from '../docs/read-document.ts';
import { startCallthread } from '../e2e/service-process.ts';
import { runInProcess } from './run-in-process.ts';

/** No process listens there. */
const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

/** One way to each. That a process ends with the code which the program returns is seen in doctor/as-a-process.test.ts. */
const waysTo: Record<string, () => Promise<number | null>> = {
  0: async () => (await runInProcess(['help', 'retry'], {})).code,
  1: async () => (await runInProcess(['retry', '1'], { ...requiredVariables, ...nowhere })).code,
  2: async () => (await runInProcess([], {})).code,
  78: async () => (await runInProcess(['worker'], {})).code,
  130: async () => {
    const service = await startCallthread('api', { ...requiredVariables, ...nowhere });
    onTestFinished(async () => void (await service.stop('SIGKILL')));
    // A request whose body is still to come is in flight.
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write('POST /webhooks/aircall HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n');
    await once(socket, 'data');
    void service.stop('SIGTERM');
    await expect.poll(() => service.output(), { timeout: 120_000 }).toContain('"msg":"stopping');
    // What comes at once is taken for an echo of the first.
    await sleep(600);
    return await service.stop('SIGTERM');
  },
};

const documentedCodes = tableRows(sectionOf(readDocument('docs/cli.md'), '## Exit codes')).map(([code = '']) => code);

it('docs/cli.md lists every exit code', () => {
  expect(documentedCodes.filter((code) => /^\d+$/.test(code))).toEqual(Object.keys(waysTo));
});

it.each(Object.entries(waysTo))('exits with %s', async (code, go) => {
  expect(await go()).toBe(Number(code));
});
