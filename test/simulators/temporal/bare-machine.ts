import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** A program of the PATH of such a machine that answers as the Temporal CLI does. */
export const fakeTemporal = '#!/bin/sh\necho "temporal version 9.9.9"\n';

/** A `go` that counts its calls and leaves a Temporal CLI in GOBIN. */
export const fakeGo = `#!/bin/sh
echo "$*" >> "$CALLTHREAD_CACHE/go-calls"
printf '#!/bin/sh\\necho "temporal version 1.5.1"\\n' > "$GOBIN/temporal"
PATH=/usr/bin:/bin chmod +x "$GOBIN/temporal"
`;

/**
 * For the length of a test, this process sees a machine with an empty cache, nothing on PATH but `programs` (shell
 * scripts by name), and no network: a proxy that refuses at once.
 */
export async function onBareMachine(programs: Record<string, string>): Promise<{ cache: string; bin: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-machine-'));
  const [cache, bin] = [join(folder, 'cache'), join(folder, 'bin')];
  await mkdir(bin);
  for (const [name, text] of Object.entries(programs)) await putProgram(join(bin, name), text);
  await mkdir(cache);
  vi.stubEnv('PATH', bin);
  vi.stubEnv('CALLTHREAD_CACHE', cache);
  vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:9');
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return { cache, bin };
}

/** Writes a shell script that can be run. */
export async function putProgram(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  await chmod(path, 0o755);
}
