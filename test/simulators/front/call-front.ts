import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';

/** An answer; `body` is read as JSON, undefined when there was none. `Body` is what the test takes it for. */
export interface FrontAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** One request with the right token; redirects are not followed. Text and forms go as they are, the rest as JSON. */
export async function callFront<Body = unknown>(
  front: FrontSimulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<FrontAnswer<Body>> {
  const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof FormData);
  const response = await fetch(path.startsWith('http') ? path : `${front.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: 'Bearer front-test-token',
      ...(isJson || typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
  });
  const text = await response.text();
  const isJsonAnswer = response.headers.get('content-type')?.includes('json') === true;
  const answer = (isJsonAnswer ? JSON.parse(text) : undefined) as Body;
  return { status: response.status, headers: response.headers, body: answer };
}
