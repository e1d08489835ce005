import { readdir, readFile, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from './workflow-bundle.ts';

const folder = new URL('./histories/', import.meta.url);

type History = Parameters<typeof historyToJSON>[0];

interface ReplayedHistory {
  history: unknown;
  workflowId: string;
}

let next: ReplayedHistory;

function* nextHistories(): Generator<ReplayedHistory> {
  for (;;) yield next;
}

/** One worker for all replays of a process: to start one takes far longer than to replay a history. */
const replays = Worker.runReplayHistories({ workflowBundle }, nextHistories());
let before: Promise<unknown> = Promise.resolve();

/** @throws DeterminismViolationError when today's workflows would not do what the history says they did */
export async function replay(history: unknown, workflowId: string): Promise<void> {
  const replayed = before.then(() => {
    next = { history, workflowId };
    return replays.next();
  });
  before = replayed.catch(() => {});
  const { done, value } = await replayed;
  if (done) throw new Error(`${workflowId} was not replayed: the worker has ended`);
  if (value.error !== undefined) throw value.error;
}

/** Writes a golden history when the run is to record them (`npm run record:histories`). */
export async function keepGolden(name: string, history: unknown): Promise<void> {
  if (process.env['RECORD_HISTORIES'] === undefined) return;
  // Stack traces tell where the project lay when it was recorded, and replay does not read them.
  const withoutPlaces = (key: string, value: unknown): unknown => (key === 'stackTrace' ? '' : value);
  const json = JSON.parse(historyToJSON(history as History), withoutPlaces) as unknown;
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(json, null, 1)}\n`);
}

/** The golden histories, by name. */
export async function goldenHistories(): Promise<Map<string, unknown>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  return new Map(texts.map((text, index) => [files[index]?.replace(/\.json$/, '') ?? '', JSON.parse(text) as unknown]));
}
