import { once } from 'node:events';
import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RequestSpread {
  url: string;
  /** How many requests each of the targets has answered. */
  answered: Map<number, number>;
  close(): Promise<void>;
}

/**
 * A reverse proxy in front of several ingresses, as administrators have one: each request goes to the next one in turn,
 * or to another if none listens there. A request cut off in the middle is answered with 502, since it may have been
 * carried out.
 * @param port of this one; 0: any free one
 * @param targets ports of this machine
 */
export async function spreadRequests(port: number, targets: number[]): Promise<RequestSpread> {
  const answered = new Map<number, number>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  async function pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await buffer(from);
    turn += 1;
    for (const index of targets.keys()) {
      const target = targets[(turn + index) % targets.length] ?? 0;
      try {
        const answer = await forward(target, from, body);
        answered.set(target, (answered.get(target) ?? 0) + 1);
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        to.end(await buffer(answer));
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') break;
      }
    }
    if (!to.headersSent) to.writeHead(502);
    to.end();
  }

  async function forward(target: number, { method, url, headers }: IncomingMessage, body: Buffer) {
    const sent = ask({ host: '127.0.0.1', port: target, method, path: url, headers, agent });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return answer;
  }

  const server = createServer((from, to) => void pass(from, to).catch(() => to.destroy()));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
