import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { spawnTied } from '../../programs/spawn-tied.ts';
import type { ComposeService } from './compose-service.ts';

/**
 * Runs the script of one of docker-compose.yml's services on this machine, as the container would: `sh -ec`.
 * @param programs what the container's image has on its PATH: name, and path on this machine
 * @param environment what differs from the service's own, as addresses do
 * @throws {Error} with its last lines when it does not end with exit code 0
 */
export async function runComposeScript(
  { command, environment: own }: ComposeService,
  programs: Record<string, string>,
  environment: Record<string, string>,
): Promise<void> {
  const [script] = command;
  if (script === undefined) throw new Error('a service without a script');
  const bin = await mkdtemp(join(tmpdir(), 'callthread-image-'));
  try {
    for (const [name, path] of Object.entries(programs)) await symlink(path, join(bin, name));
    const { PATH = '' } = process.env;
    // Whose home this is may have settings of Temporal's tool.
    const env = { HOME: bin, ...own, ...environment, PATH: `${bin}${delimiter}${PATH}` };
    const { how, lastLines } = await spawnTied('sh', ['-ec', script], env).ended;
    if (how !== 'exit code 0') throw new Error(`a script of docker-compose.yml ended (${how}): ${lastLines}`);
  } finally {
    await rm(bin, { recursive: true, force: true });
  }
}
