import { execFile } from 'node:child_process';
import { copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildOnce } from './build-once.ts';
import { cacheFolder } from './cache-folder.ts';
import { climbLadder } from './climb-ladder.ts';
import { findOnPath, isExecutable } from './find-on-path.ts';
import type { Report } from './report.ts';
import { runReporting } from './run-reporting.ts';

const version = 'v1.29.1';
const goModule = 'go.temporal.io/server';

/** By the names that Temporal's container images give them. */
const programs = { server: 'temporal-server', sql: 'temporal-sql-tool' };

/** What Temporal's container image `temporalio/server` has in it; all paths are whole. */
export interface TemporalServerPrograms {
  server: string;
  /** Makes and updates the tables; it has the schema in it. */
  sqlTool: string;
  /** Has `docker.yaml`, the image's configuration: a template that the server fills in from its environment. */
  configFolder: string;
}

/**
 * Finds the real Temporal server (not the development server) with its tool for SQL databases, or builds both from Go
 * modules (about three minutes the first time, on two cores; then they are in the cache).
 * @throws {Error} when there is no way, with each way's reason and what a person can do
 */
export function findTemporalServer({ report }: { report: Report }): Promise<TemporalServerPrograms> {
  const folder = join(cacheFolder(), `temporal-server-${version}`);
  return climbLadder(
    'Temporal server',
    [
      { name: `cache ${cacheFolder()}`, climb: () => cached(folder) },
      { name: 'a build from Go modules', climb: () => buildWithGo(folder, report) },
    ],
    ['install Go 1.25 or later, and put it on PATH'],
  );
}

async function cached(folder: string): Promise<TemporalServerPrograms> {
  const [server, sqlTool] = [join(folder, programs.server), join(folder, programs.sql)];
  if (!(await isExecutable(server)) || !(await isExecutable(sqlTool))) throw new Error('nothing there yet');
  return { server, sqlTool, configFolder: folder };
}

async function buildWithGo(folder: string, report: Report): Promise<TemporalServerPrograms> {
  const go = await findOnPath('go');
  if (go === undefined) throw new Error('go is not on PATH');
  await buildOnce(folder, report, async (temporaryFolder) => {
    await runReporting({
      command: go,
      args: ['install', `${goModule}/cmd/server@${version}`, `${goModule}/cmd/tools/sql@${version}`],
      env: { ...process.env, GOBIN: temporaryFolder },
      doing: 'building the Temporal server from Go modules (once, about three minutes)',
      report,
    });
    const { stdout } = await promisify(execFile)(go, ['mod', 'download', '-json', `${goModule}@${version}`]);
    const { Dir: sources } = JSON.parse(stdout) as { Dir: string };
    for (const [built, name] of Object.entries(programs)) {
      await rename(join(temporaryFolder, built), join(temporaryFolder, name));
    }
    await copyFile(join(sources, 'config', 'docker.yaml'), join(temporaryFolder, 'docker.yaml'));
  });
  return cached(folder);
}
