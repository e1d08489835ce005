import { join } from 'node:path';
import { buildOnce } from '../../simulators/programs/build-once.ts';
import { cacheFolder } from '../../simulators/programs/cache-folder.ts';
import { findOnPath } from '../../simulators/programs/find-on-path.ts';
import type { Report } from '../../simulators/programs/report.ts';
import { runReporting } from '../../simulators/programs/run-reporting.ts';

/** Other versions make other requests of the same seed. */
const release = 'schemathesis==4.32.5';

/**
 * Finds schemathesis in the cache, or installs it there from PyPI in a virtual environment of its own.
 * @returns the Python that has it, for `-m schemathesis.cli`
 * @throws {Error} when there is no Python, or it cannot be installed, with the reason
 */
export async function findSchemathesis({ report }: { report: Report }): Promise<string> {
  const folder = join(cacheFolder(), release.replace('==', '-'));
  await buildOnce(folder, report, async (temporaryFolder) => {
    const python = await findOnPath('python3');
    if (python === undefined) throw new Error('No python3 on PATH. Install Python 3.10 or later, with venv.');
    const run = async (command: string, args: string[], doing: string): Promise<void> =>
      await runReporting({ command, args, doing, report });
    await run(python, ['-m', 'venv', temporaryFolder], 'making a virtual environment of Python');
    const pip = ['-m', 'pip', 'install', '--quiet', release];
    await run(join(temporaryFolder, 'bin/python'), pip, `installing ${release} from PyPI (once)`);
  });
  // Not its own scripts: they name the folder that they were made in.
  return join(folder, 'bin/python');
}
