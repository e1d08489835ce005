import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findTemporalCli } from '../../../simulators/temporal/find-temporal-cli.ts';
import { fakeGo, fakeTemporal, onBareMachine, putProgram } from './bare-machine.ts';

const built = 'temporal-cli-v1.5.1';

function collectReports() {
  const lines: string[] = [];
  return { lines, report: (line: string) => void lines.push(line) };
}

test('a temporal on PATH comes first, and nothing is fetched or built', async () => {
  const { cache, bin } = await onBareMachine({ temporal: fakeTemporal, go: fakeGo });
  const { lines, report } = collectReports();
  expect(await findTemporalCli({ report })).toBe(join(bin, 'temporal'));
  expect(lines).toEqual([]);
  expect(await readdir(cache)).toEqual([]);
});

test('another program of that name is skipped for the one in the cache, at once', async () => {
  const { cache } = await onBareMachine({ temporal: '#!/bin/sh\necho "something else 1.0"\n', go: fakeGo });
  await mkdir(join(cache, built));
  await putProgram(join(cache, built, 'temporal'), fakeTemporal);
  const { lines, report } = collectReports();
  expect(await findTemporalCli({ report })).toBe(join(cache, built, 'temporal'));
  expect(lines).toEqual([]);
  expect(await readdir(cache)).toEqual([built]);
});

test('an earlier download of the SDK is used', async () => {
  const { cache } = await onBareMachine({});
  await mkdir(join(cache, 'sdk-download'));
  await writeFile(join(cache, 'sdk-download', 'temporal-sdk-typescript-1.0.0.downloading'), '');
  await putProgram(join(cache, 'sdk-download', 'temporal-sdk-typescript-1.0.0'), fakeTemporal);
  const path = await findTemporalCli({ report: () => undefined });
  expect(path).toBe(join(cache, 'sdk-download', 'temporal-sdk-typescript-1.0.0'));
});

test('without a network Go builds it once, and the failed download is not retried', async () => {
  const { cache } = await onBareMachine({ go: fakeGo });
  const { lines, report } = collectReports();
  const path = await findTemporalCli({ report });
  expect(path).toBe(join(cache, built, 'temporal'));
  expect(lines.map((line) => line.replace(/ …| \d+ s/g, ''))).toEqual([
    'downloading the Temporal cli with the Temporal SDK (once, up to a minute)',
    'building the Temporal CLI from Go modules (once, about four minutes)',
    'building the Temporal CLI from Go modules (once, about four minutes): done in',
  ]);
  expect(await readFile(join(cache, 'sdk-download', 'cli-failed.txt'), 'utf8')).toContain('temporal.download');
  expect(await findTemporalCli({ report })).toBe(path);
  expect(await readFile(join(cache, 'go-calls'), 'utf8')).toBe(
    'install github.com/temporalio/cli/cmd/temporal@v1.5.1\n',
  );
  expect((await readdir(cache)).toSorted()).toEqual(['go-calls', 'sdk-download', built]);
});

test('two concurrent searches build it once; the second waits and says so', async () => {
  const waitsForLeave = `#!/bin/sh\nuntil [ -e "$CALLTHREAD_CACHE/leave" ]; do PATH=/usr/bin:/bin sleep 0.05; done\n`;
  const { cache } = await onBareMachine({ go: fakeGo.replace('#!/bin/sh\n', waitsForLeave) });
  await refuseDownloads(cache);
  const [first, second] = [collectReports(), collectReports()];
  const building = findTemporalCli(first);
  await vi.waitUntil(() => first.lines.some((line) => line.startsWith('building')), 120_000);
  const waiting = findTemporalCli(second);
  await vi.waitUntil(() => second.lines.some((line) => line.startsWith('another process is at it')), 120_000);
  await writeFile(join(cache, 'leave'), '');
  expect(await Promise.all([building, waiting])).toEqual(Array(2).fill(join(cache, built, 'temporal')));
  expect((await readFile(join(cache, 'go-calls'), 'utf8')).split('\n')).toHaveLength(2);
  expect(second.lines.filter((line) => line.startsWith('building'))).toEqual([]);
});

test('a failed build leaves nothing behind, and its last words are in the error', async () => {
  const { cache } = await onBareMachine({ go: '#!/bin/sh\necho "go: no space left" >&2\nexit 3\n' });
  await refuseDownloads(cache);
  await expect(findTemporalCli({ report: () => undefined })).rejects.toThrow(
    /exit code 3 after \d+ s: go: no space left/,
  );
  expect(await readdir(cache)).toEqual(['sdk-download']);
});

test('when nothing works, the error names every way with its reason, and what a person can do', async () => {
  const { cache } = await onBareMachine({});
  await refuseDownloads(cache);
  const error = await findTemporalCli({ report: () => undefined }).catch(String);
  expect(error.split('\n').map((line) => line.replaceAll(cache, '<cache>'))).toEqual([
    'Error: No Temporal CLI. Tried:',
    '  - temporal on PATH: not there',
    '  - cache <cache>: nothing there yet',
    "  - the SDK's download: failed less than a day ago, not tried again (remove <cache>/sdk-download/cli-failed.txt to try): no network",
    '  - a build from Go modules: go is not on PATH',
    'Do one of these:',
    expect.stringContaining('brew install temporal'),
    expect.stringContaining('go install github.com/temporalio/cli/cmd/temporal@v1.5.1'),
    expect.stringMatching(/docker run .*TEMPORAL_ADDRESS=localhost:7233/),
  ]);
  expect(existsSync(join(cache, built))).toBe(false);
});

async function refuseDownloads(cache: string): Promise<void> {
  await mkdir(join(cache, 'sdk-download'));
  await writeFile(join(cache, 'sdk-download', 'cli-failed.txt'), 'no network');
}
