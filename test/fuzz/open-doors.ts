import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import { townSecrets } from './town-secrets.ts';

/** What opens a service, and calls that it has: hooks.py puts them into requests. */
export interface Doors {
  aircallWebhookToken: string;
  frontWebhookSecret: string;
  pluginSecret: string;
  /** Of the page before Front's context has named a teammate. */
  pageSession: string;
  pluginSessions: string[];
  audioTickets: Array<{ callId: number; kind: string; ticket: string }>;
  adminToken: string;
  /** The value of the cookie `callthread`. */
  adminCookie: string;
  /** Files under `/assets`. */
  assets: string[];
  callIds: number[];
  caller: string;
}

/** Each teammate may ask 120 times a minute, and dial ten times. */
const teammates = 150;

/** Opens a service in every way that there is. @param callIds calls that are in Front; the first has audio */
export async function openDoors(
  url: string,
  aircall: AircallSimulator,
  callIds: number[],
  caller: string,
): Promise<Doors> {
  const { adminToken, pluginSecret, frontWebhookSecret, aircallWebhookToken } = townSecrets;
  const page = await (await fetch(`${url}/plugin?auth_secret=${pluginSecret}`)).text();
  const [, pageSession = ''] = /name="callthread-session" content="([^"]+)"/.exec(page) ?? [];
  const [agent] = aircall.state.users.values();
  const bind = async (_: unknown, index: number): Promise<string> => {
    const teammate = { id: `tea_${index}`, email: agent?.email ?? '' };
    return ((await ask('session', pageSession, { teammate })) as { session: string }).session;
  };
  const pluginSessions = await Promise.all(Array.from({ length: teammates }, bind));
  const [callId = 0] = callIds;
  const { audio } = (await ask(`calls/${callId}`, pluginSessions[0] ?? '', { number: caller })) as {
    audio: Array<{ kind: string; address: string }>;
  };
  const audioTickets = audio.map(({ kind, address }) => ({ callId, kind, ticket: address.split('ticket=')[1] ?? '' }));
  const login = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ token: adminToken }),
    redirect: 'manual',
  });
  const adminCookie = /^callthread=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const assets = [...page.matchAll(/"\/assets\/([^"]+)"/g)].map(([, name = '']) => name);
  const secrets = { adminToken, pluginSecret, frontWebhookSecret, aircallWebhookToken };
  return { ...secrets, pageSession, pluginSessions, audioTickets, adminCookie, assets, callIds, caller };

  async function ask(path: string, session: string, body: unknown): Promise<unknown> {
    const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/plugin/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  }
}
