import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalServer } from '../../../simulators/temporal/find-temporal-server.ts';
import { onBareMachine, putProgram } from './bare-machine.ts';

const built = 'temporal-server-v1.31.2';

/** A `go` that counts its calls, and leaves both programs in GOBIN. */
const fakeGo = `#!/bin/sh
PATH=/usr/bin:/bin
echo "$*" >> "$CALLTHREAD_CACHE/go-calls"
for name in server sql; do echo '#!/bin/sh' > "$GOBIN/$name"; chmod +x "$GOBIN/$name"; done
`;

test('Go builds both programs once, under the names of the images', async () => {
  const { cache } = await onBareMachine({ go: fakeGo });
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);
  const folder = join(cache, built);
  const programs = {
    server: join(folder, 'temporal-server'),
    sqlTool: join(folder, 'temporal-sql-tool'),
  };
  expect(await findTemporalServer({ report })).toEqual(programs);
  expect(lines[0]).toBe('building the Temporal server from Go modules (once, about three minutes) …');
  expect((await readdir(folder)).toSorted()).toEqual(['temporal-server', 'temporal-sql-tool']);
  expect(await findTemporalServer({ report })).toEqual(programs);
  expect((await readFile(join(cache, 'go-calls'), 'utf8')).split('\n')).toEqual([
    'install go.temporal.io/server/cmd/server@v1.31.2 go.temporal.io/server/cmd/tools/sql@v1.31.2',
    '',
  ]);
});

test('half of it in the cache is not enough', async () => {
  const { cache } = await onBareMachine({});
  await mkdir(join(cache, built));
  await putProgram(join(cache, built, 'temporal-server'), '#!/bin/sh\n');
  const error: unknown = await findTemporalServer({ report: () => undefined }).catch(String);
  expect(
    String(error)
      .split('\n')
      .map((line) => line.replaceAll(cache, '<cache>')),
  ).toEqual([
    'Error: No Temporal server. Tried:',
    '  - cache <cache>: nothing there yet',
    '  - a build from Go modules: go is not on PATH',
    'Do one of these:',
    '  - install Go 1.26.4 or later, and put it on PATH',
  ]);
});

test('the version matches docker-compose.yml', async () => {
  const compose = await readFile(new URL('../../../docker-compose.yml', import.meta.url), 'utf8');
  expect(compose).toContain(`temporalio/server:${built.replace('temporal-server-v', '')}\n`);
});
