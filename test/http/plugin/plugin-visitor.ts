import { pluginSecret } from './serve-plugin.ts';

export interface Visitor {
  session: string;
  ask(path: string, body?: unknown): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }>;
}

/** @returns the session that the page bears */
export async function openPage(url: string): Promise<string> {
  const page = await (await fetch(`${url}/plugin?auth_secret=${pluginSecret}`)).text();
  return /content="([\w.-]+)"/.exec(page)?.[1] ?? '';
}

/** A page open in Front. @param session by default the page's own */
export async function visit(url: string, email = 'anna.agent@example.com', session?: string): Promise<Visitor> {
  const visitor: Visitor = {
    session: session ?? (await openPage(url)),
    async ask(path, body) {
      const response = await fetch(`${url}/api/plugin/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${visitor.session}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      return { status: response.status, headers: response.headers, body: answer };
    },
  };
  const { body } = await visitor.ask('session', { teammate: { id: 'tea_1', email } });
  if (typeof body['session'] === 'string') visitor.session = body['session'];
  return visitor;
}
