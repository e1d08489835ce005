import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildOnce } from '../programs/build-once.ts';
import { cacheFolder } from '../programs/cache-folder.ts';
import { climbLadder } from '../programs/climb-ladder.ts';
import { findOnPath, isExecutable } from '../programs/find-on-path.ts';
import type { Report } from '../programs/report.ts';
import { runReporting } from '../programs/run-reporting.ts';
import { downloadWithSdk, findDownloaded } from './download-with-sdk.ts';

/** The last version that Go can install by its module path: later ones have a `replace` in their go.mod. */
const goModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

const remedies = [
  'brew install temporal   (or: curl -sSf https://temporal.download/cli.sh | sh, and put it on PATH)',
  `go install ${goModule}   (Go 1.25 or later; a few minutes)`,
  'docker run --rm -d -p 7233:7233 -p 8233:8233 temporalio/temporal server start-dev --ip 0.0.0.0   ' +
    '(then set TEMPORAL_ADDRESS=localhost:7233)',
];

/**
 * Finds Temporal's command-line tool, which has a development server in it, or gets it: on PATH, in the cache, by the
 * SDK's download, by a build from Go modules (about four minutes the first time, on two cores).
 * @returns the path of an executable that answers `--version`
 * @throws {Error} when there is no way, with each way's reason and what a person can do
 */
export function findTemporalCli({ report }: { report: Report }): Promise<string> {
  const built = join(cacheFolder(), 'temporal-cli-v1.5.1');
  return climbLadder(
    'Temporal CLI',
    [
      {
        name: 'temporal on PATH',
        climb: async () => answering((await findOnPath('temporal')) ?? missing('not there')),
      },
      { name: `cache ${cacheFolder()}`, climb: async () => answering(await cached(join(built, 'temporal'))) },
      { name: "the SDK's download", climb: async () => answering(await downloadWithSdk('cli', report)) },
      { name: 'a build from Go modules', climb: async () => answering(await buildWithGo(built, report)) },
    ],
    remedies,
  );
}

async function cached(built: string): Promise<string> {
  return (await isExecutable(built)) ? built : (findDownloaded('cli') ?? missing('nothing there yet'));
}

async function buildWithGo(folder: string, report: Report): Promise<string> {
  const go = (await findOnPath('go')) ?? missing('go is not on PATH');
  await buildOnce(folder, report, (temporaryFolder) =>
    runReporting({
      command: go,
      args: ['install', goModule],
      env: { ...process.env, GOBIN: temporaryFolder },
      doing: 'building the Temporal CLI from Go modules (once, about four minutes)',
      report,
    }),
  );
  return join(folder, 'temporal');
}

async function answering(path: string): Promise<string> {
  const answer = await promisify(execFile)(path, ['--version'], { timeout: 10_000 }).catch((error: unknown) => error);
  const isTemporal =
    answer instanceof Object && 'stdout' in answer && String(answer.stdout).startsWith('temporal version');
  return isTemporal ? path : missing(`${path} does not answer --version as the Temporal CLI does; remove it`);
}

function missing(reason: string): never {
  throw new Error(reason);
}
