import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Say } from './say.ts';

/** @throws {Error} that names the flag, when something listens on the port already or nobody may */
export async function requireFreePort(port: number, flag: string, say: Say): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(
      say(
        `Port ${port} cannot be used (${code}). Choose another with ${flag}, or leave it out for a free one.`,
        `Le port ${port} est inutilisable (${code}). Choisissez-en un autre avec ${flag}, ou omettez-le.`,
      ),
      { cause: error },
    );
  }
  server.close();
  await once(server, 'close');
}
