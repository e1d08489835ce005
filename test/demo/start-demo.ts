import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Built, startBuilt } from '../cli/start-built.ts';

/** Starts the demo; what it leaves behind would be in `folder`, and is ended with the test. */
export async function startDemo(
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Built & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-test-'));
  const demo = startBuilt(args, { ...environment, TMPDIR: folder });
  onTestFinished(async () => {
    demo.child.kill('SIGKILL');
    await demo.ended;
    await rm(folder, { recursive: true, force: true });
  });
  return { ...demo, folder };
}
