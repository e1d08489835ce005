import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../programs/build-once.ts';
import { cacheFolder } from '../programs/cache-folder.ts';
import { climbLadder } from '../programs/climb-ladder.ts';
import { findOnPath, isExecutable } from '../programs/find-on-path.ts';
import type { Report } from '../programs/report.ts';
import { runReporting } from '../programs/run-reporting.ts';

/** The version of docker-compose.yml. */
const version = 'v1.31.2';
const goModule = 'go.temporal.io/server';

/** By the names that Temporal's container images give them. */
const programs = { server: 'temporal-server', sql: 'temporal-sql-tool' };

/** What Temporal's container image `temporalio/server` has in it; all paths are whole. */
export interface TemporalServerPrograms {
  server: string;
  /** Makes and updates the tables; it has the schema in it. */
  sqlTool: string;
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
    ['install Go 1.26.4 or later, and put it on PATH'],
  );
}

async function cached(folder: string): Promise<TemporalServerPrograms> {
  const [server, sqlTool] = [join(folder, programs.server), join(folder, programs.sql)];
  if (!(await isExecutable(server)) || !(await isExecutable(sqlTool))) throw new Error('nothing there yet');
  return { server, sqlTool };
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
    for (const [built, name] of Object.entries(programs)) {
      await rename(join(temporaryFolder, built), join(temporaryFolder, name));
    }
  });
  return cached(folder);
}
