import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface DemoProcess {
  inboxUrl: string;
  adminUrl: string;
  adminToken: string;
  aircallUrl: string;
  stop(): Promise<void>;
}

const limitMs = 240_000;

/** Runs the built demo and waits until its calls have arrived. */
export async function runDemoProcess(): Promise<DemoProcess> {
  const child = spawn(process.execPath, ['dist/src/cli/main.js', 'demo'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const arrived = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/^✓.*voicemail {2,}\S*Claire/m.test(said)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`the demo takes too long:\n${said}`)), limitMs).unref();
  });
  await arrived;
  const [inboxUrl = '', adminUrl = '', aircallUrl = ''] = said.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
  const [adminToken = ''] = said.match(/\b[0-9a-f]{32}\b/) ?? [];
  return {
    inboxUrl,
    adminUrl,
    adminToken,
    aircallUrl,
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
