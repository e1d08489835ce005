import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../programs/cache-folder.ts';
import type { Report } from '../programs/report.ts';
import { runReporting } from '../programs/run-reporting.ts';

/** The two servers that the SDK can download: how it names its files, and what starts one. */
const downloads = {
  cli: { prefix: 'temporal-sdk-typescript-', start: 'createLocal' },
  'test-server': { prefix: 'temporal-test-server-sdk-typescript-', start: 'createTimeSkipping' },
} as const;

/**
 * In a process of its own: a download in this one could not be ended, and would set up the SDK's Runtime before the
 * worker does. The SDK cannot download without starting what it got.
 */
const script = `const [sdk, start, downloadDir] = process.argv.slice(1);
require(sdk).TestWorkflowEnvironment[start]({ server: { executable: { type: 'cached-download', downloadDir } } })
  .then((environment) => environment.teardown())
  .then(() => process.exit(0), (error) => { console.error(String(error)); process.exit(1); });`;

const firstAnswerMs = 15_000;
const wholeDownloadMs = 600_000;
const rememberMs = 24 * 3_600_000;

/** @returns the path of what an earlier download left in the cache, if anything */
export function findDownloaded(kind: keyof typeof downloads): string | undefined {
  const folder = downloadFolder();
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names.find((each) => each.startsWith(downloads[kind].prefix) && !each.endsWith('.downloading'));
  return name === undefined ? undefined : join(folder, name);
}

/**
 * Has the Temporal SDK download a server into the cache. A failure is remembered there for a day, so that a closed
 * network costs time once.
 * @param limitMs when to give up with no byte of it here
 * @returns the executable's path
 * @throws {Error} with the reason
 */
export async function downloadWithSdk(
  kind: keyof typeof downloads,
  report: Report,
  limitMs = firstAnswerMs,
): Promise<string> {
  const folder = downloadFolder();
  const failure = join(folder, `${kind}-failed.txt`);
  await refuseAfterRecentFailure(failure);
  await mkdir(folder, { recursive: true });
  try {
    const sdk = createRequire(import.meta.url).resolve('@temporalio/testing');
    const { prefix, start } = downloads[kind];
    const hasBegun = () => readdirSync(folder).some((name) => name.startsWith(prefix));
    await runReporting({
      command: process.execPath,
      args: ['-e', script, sdk, start, folder],
      doing: `downloading the Temporal ${kind} with the Temporal SDK (once, up to a minute)`,
      report,
      isHopeless: (elapsedMs) => elapsedMs > (hasBegun() ? wholeDownloadMs : limitMs),
    });
    const path = findDownloaded(kind);
    if (path === undefined) throw new Error(`the SDK left nothing in ${folder}`);
    return path;
  } catch (error) {
    await writeFile(failure, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function refuseAfterRecentFailure(failure: string): Promise<void> {
  const failed = await stat(failure).catch(() => undefined);
  if (failed === undefined || Date.now() - failed.mtimeMs > rememberMs) return;
  const reason = (await readFile(failure, 'utf8')).trim();
  throw new Error(`failed less than a day ago, not tried again (remove ${failure} to try): ${reason}`);
}

function downloadFolder(): string {
  return join(cacheFolder(), 'sdk-download');
}
