import { text } from 'node:stream/consumers';
import { serve } from '../adapters/http/serve.ts';

/**
 * Front's API as the simulator at `target` has it, but its answers lack these fields, wherever they are: Callthread reads
 * them and needs none of them. @returns the address
 */
export async function leaveOut(fields: readonly string[], target: string): Promise<string> {
  const without = (key: string, value: unknown) => (fields.includes(key) ? undefined : value);
  return await serve(async (request, response) => {
    const { method = 'GET', url = '', headers } = request;
    const body = await text(request);
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
      redirect: 'manual',
      ...(body === '' ? {} : { body }),
    });
    const full = await answer.text();
    response.writeHead(answer.status).end(full === '' ? '' : JSON.stringify(JSON.parse(full, without)));
  });
}
