import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnTied } from '../../simulators/programs/spawn-tied.ts';
import { findSchemathesis } from './find-schemathesis.ts';
import type { Doors } from './open-doors.ts';

const document = fileURLToPath(new URL('../../docs/openapi.yaml', import.meta.url));
const settings = fileURLToPath(new URL('schemathesis.toml', import.meta.url));
const hooks = fileURLToPath(new URL('.', import.meta.url));

export interface FuzzRequest {
  url: string;
  seed: number;
  /** Of docs/openapi.yaml; all operations when left out. */
  tags?: readonly string[];
  /** Requests made up for each operation, beside those that its schema alone makes. */
  examples: number;
  /** What opens the service; nothing for who knows no secret. */
  doors: Partial<Doors>;
}

/** An answer that schemathesis got. */
export interface FuzzAnswer {
  method: string;
  /** As the document has it: `GET /api/calls`. */
  operation: string;
  status: number;
}

export interface FuzzOutcome {
  /** What it found, in its own words; null when all was as the document has it. */
  faults: string | null;
  answers: FuzzAnswer[];
}

/** Runs schemathesis by docs/openapi.yaml against a service. */
export async function runSchemathesis({ url, seed, tags = [], examples, doors }: FuzzRequest): Promise<FuzzOutcome> {
  const python = await findSchemathesis({ report: console.error });
  const folder = await mkdtemp(join(tmpdir(), 'callthread-fuzz-'));
  const log = join(folder, 'answers.jsonl');
  const doorsFile = join(folder, 'doors.json');
  await writeFile(log, '');
  await writeFile(doorsFile, JSON.stringify({ ...doors, seed, log }));
  const args = [
    '-m',
    'schemathesis.cli',
    '--config-file',
    settings,
    'run',
    document,
    '--url',
    url,
    '--seed',
    String(seed),
    '--max-examples',
    String(examples),
    '--generation-database',
    'none',
    '--phases',
    'examples,coverage,fuzzing',
    '--continue-on-failure',
    '--no-color',
    ...tags.flatMap((tag) => ['--include-tag', tag]),
  ];
  const { PATH = '', HOME = '' } = process.env;
  const environment = { PATH, HOME, PYTHONPATH: hooks, SCHEMATHESIS_HOOKS: 'hooks', CALLTHREAD_FUZZ: doorsFile };
  const { child, ended } = spawnTied(python, args, environment);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const { how, lastLines } = await ended;
  const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
  await rm(folder, { recursive: true });
  const answers = lines.map((line) => JSON.parse(line) as FuzzAnswer);
  return { faults: how === 'exit code 0' ? null : `${how}\n${output || lastLines}`, answers };
}
