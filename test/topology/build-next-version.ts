import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface NextVersion {
  /** Of its program: what `node` is given. */
  main: string;
  remove(): Promise<void>;
}

/**
 * Builds a Callthread that waits a millisecond before each call: a change of the workflow without a patch, so that a
 * call which has begun on the version that is built already cannot go on with this one.
 */
export async function buildNextVersion(): Promise<NextVersion> {
  // Inside the repository, where its packages are found.
  const folder = await mkdtemp(join(root, 'node_modules', '.callthread-next-'));
  await cp(join(root, 'dist'), folder, { recursive: true });
  const workflow = join(folder, 'workflows', 'call.js');
  const before = await readFile(workflow, 'utf8');
  const changed = before.replace('async function callWorkflow(input) {', '$& await sleep(1);');
  if (changed === before) throw new Error(`${workflow} has no callWorkflow to change`);
  await writeFile(workflow, `import { sleep } from '@temporalio/workflow';\n${changed}`);
  await promisify(execFile)(process.execPath, [join(folder, 'src', 'service', 'bundle-workflows.js')]);
  return { main: join(folder, 'src', 'cli', 'main.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}
