import { Agent, request } from 'node:http';

export interface Posted {
  status: number;
  tookMs: number;
}

/** Runs tasks in order, so many at a time. @returns their results */
export async function runAll<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  run: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await run(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}

/**
 * Posts bodies as JSON, so many at a time, over persistent connections.
 * @param make called just before its body is sent
 */
export async function postAll(
  url: string,
  count: number,
  concurrency: number,
  make: (index: number) => unknown,
): Promise<Posted[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const indexes = Array.from({ length: count }, (_, index) => index);
  try {
    return await runAll(indexes, concurrency, (index) => post(url, agent, Buffer.from(JSON.stringify(make(index)))));
  } finally {
    agent.destroy();
  }
}

/** Posts bodies like `postAll`, and repeats those answered with 503, as Aircall does. @throws for any other refusal */
export async function deliverAll(url: string, concurrency: number, bodies: readonly unknown[]): Promise<void> {
  let left = bodies;
  while (left.length > 0) {
    const now = left;
    const posted = await postAll(url, now.length, concurrency, (index) => now[index]);
    const refused = posted.find(({ status }) => status !== 200 && status !== 503);
    if (refused !== undefined) throw new Error(`A webhook was answered ${refused.status}`);
    left = now.filter((_, index) => posted[index]?.status !== 200);
  }
}

function post(url: string, agent: Agent, body: Buffer): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const beganMs = performance.now();
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve({ status: response.statusCode ?? 0, tookMs: performance.now() - beganMs }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
