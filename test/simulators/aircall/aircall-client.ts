import type { AircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A client with the right key; `body` is `{}` where the answer has none. */
export function aircallClient({ url }: AircallSimulator, key = 'test-id:test-token') {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(key)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, headers: response.headers, body: parsed };
  };
}
