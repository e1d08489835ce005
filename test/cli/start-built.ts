import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Built {
  child: ChildProcess;
  /** All that it has written so far, on both streams. */
  output(): string;
  /** Resolves once the output matches. @throws {Error} with the output when it ends before that */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, once it has ended; null when a signal ended it. */
  ended: Promise<number | null>;
}

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** Starts the built command in a process group of its own, as a terminal does. @throws {Error} when there is no build */
export function startBuilt(args: string[], environment: NodeJS.ProcessEnv = {}): Built {
  if (!existsSync(main)) throw new Error('There is no build: npm run build');
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [main, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let look = (): void => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      look();
    });
  }
  const ended = once(child, 'close').then(() => child.exitCode);
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      look = () => {
        const match = pattern.exec(text);
        if (match !== null) resolve(match);
      };
      look();
      void ended.then((code) => reject(new Error(`It ended with ${code} before it said ${pattern}:\n${text}`)));
    });
  return { child, output: () => text, said, ended };
}
