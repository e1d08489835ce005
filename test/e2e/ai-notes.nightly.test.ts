import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { patienceMs, readableIn } from './private-calls.ts';
import { rowsOf } from './rows-of.ts';
import { type ServiceProcess, startCallthread } from './service-process.ts';
import { textsInTemporal } from './texts-in-temporal.ts';
import { openTown, type Town } from './town.ts';

const marker = 'xylophone-of-the-notes';
const caller = '+442079460941';
const yaml = `
front: { requestsPerMinute: 100000 }
voicemail: { delay: 1s, settle: 1s }
ai: { sentiment: true, transcript: attach, gather: 2s }
`;
let town: Town;
let service: ServiceProcess;
beforeAll(async () => {
  town = await openTown(yaml, {}, { ownTemporal: true });
  service = await startCallthread('start', town.environment);
  town.aircall.addWebhook({ url: `${service.url}/webhooks/aircall`, token: 'test-webhook-token-0001' });
}, 300_000);
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

it('notes write their words to Front only, not to any history, database, log or metric', async () => {
  const party = 'external' as const;
  const id = await town.aircall.play({
    direction: 'inbound',
    caller,
    line: 50001,
    agent: 70001,
    ringSeconds: 4,
    talkSeconds: 20,
    recording: { availableAfterMs: 0 },
    startedAtSeconds: Math.floor(Date.now() / 1000) - 30,
    // Twelve seconds in the simulator's time: by then Temporal knows the call, however slow the machine.
    notes: {
      summary: { content: `About a ${marker}.`, afterEndMs: 1_200_000 },
      topics: { content: [marker], afterEndMs: 1_205_000 },
      actionItems: { content: [`Send the ${marker}`], afterEndMs: 1_210_000 },
      sentiment: { content: [{ party, value: 'POSITIVE' }], afterEndMs: 1_215_000 },
      transcript: { content: [{ startSeconds: 1, party, text: `My ${marker}!` }], afterEndMs: 1_220_000 },
    },
  });
  await town.stateOf(id, ({ state }) => state === 'done', patienceMs);
  const comments = () => town.front.state.conversations.flatMap((conversation) => conversation.comments);
  await expect.poll(() => comments().map(({ body }) => body), { timeout: patienceMs }).not.toEqual([]);
  await expect
    .poll(async () => (await town.client.workflow.count(`WorkflowId="ai-notes-${id}"`)).count, { timeout: 120_000 })
    .toBe(1);
  await town.client.workflow.getHandle(`ai-notes-${id}`).result();
  const [comment, ...more] = comments();
  expect(more).toEqual([]);
  expect(comment?.body).toContain(marker);
  expect(String(town.front.state.files.get(comment?.attachments[0]?.id ?? ''))).toContain(marker);

  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toContain('event="summary.created",outcome="accepted"');
  expect(metrics).not.toContain(marker);
  expect(service.output()).not.toContain(marker);
  const histories = [...(await textsInTemporal(town.client)).values()].join('');
  expect(histories).toContain(caller);
  expect(histories).not.toContain(marker);
  await service.stop('SIGTERM');
  expect(await readableIn(town, [caller, marker])).toEqual([caller]);
  expect(await readableInLedger(town, [caller, marker])).toEqual([caller]);
}, 400_000);

/** @returns those of the texts that are readable in the rows of PostgreSQL, or in the embedded database's files */
async function readableInLedger({ environment }: Town, texts: string[]): Promise<string[]> {
  const { DATABASE_URL: databaseUrl } = environment;
  if (databaseUrl !== undefined) {
    const rows = await rowsOf(databaseUrl);
    return texts.filter((text) => rows.includes(text));
  }
  const folder = join(environment['CALLTHREAD_DATA'] ?? '', 'ledger');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return texts.filter((text) => contents.some((content) => content.includes(text)));
}
