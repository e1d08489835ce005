import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signWebhook } from '../../../simulators/front/webhooks/sign-webhook.ts';
import { createSessions } from '../../../src/http/plugin/session.ts';
import { webhook } from '../serve-app.ts';
import { frontEvent } from '../webhooks/serve-front-webhook.ts';
import { anyOddAddress } from './odd-address.ts';
import { anyOddBody, type OddBody } from './odd-body.ts';
import { sendRaw } from './send-raw.ts';
import { type Everything, secrets, serveEverything } from './serve-everything.ts';

let served: Everything;
beforeAll(async () => {
  served = await serveEverything();
});
afterAll(async () => await served.close());

const sessions = createSessions(secrets.plugin);
let teammates = 0;

const admin = async () => ({ authorization: `Bearer ${secrets.admin}` });
/** Each time another teammate, so that no rate limit applies. */
const plugin = async () => {
  teammates += 1;
  const session = {
    teammate: { id: `tea_${teammates}`, email: 'anna.agent@example.com' },
    openedAtSeconds: Date.now() / 1000,
  };
  return { authorization: `Bearer ${await sessions.sign(session)}` };
};

interface Target {
  path: string;
  valid: Record<string, unknown>;
  headers: (body: OddBody) => Promise<Record<string, string>>;
}

const targets: Target[] = [
  { path: '/webhooks/aircall', valid: webhook(), headers: async () => ({}) },
  {
    path: '/webhooks/front',
    valid: JSON.parse(frontEvent('conversation_archived')) as Record<string, unknown>,
    headers: async ({ plain }) => {
      const { 'content-type': _type, ...signed } = signWebhook(secrets.frontWebhook, Date.now(), plain.toString());
      return signed;
    },
  },
  { path: '/api/plugin/session', valid: { teammate: { id: 'tea_1', email: 'anna@example.com' } }, headers: plugin },
  { path: '/api/plugin/history', valid: { numbers: ['+442079460900'] }, headers: plugin },
  { path: '/api/plugin/calls/1', valid: { number: '+442079460900' }, headers: plugin },
  { path: '/api/plugin/dials', valid: { to: '+442079460900', lineId: 50001 }, headers: plugin },
  { path: '/api/calls/1/retry', valid: { inbox: 'Support' }, headers: admin },
  { path: '/api/parked/retry', valid: { ids: ['call-1'], inbox: 'Support' }, headers: admin },
  { path: '/api/parked/skip', valid: { failure: 'FrontRejected' }, headers: admin },
  { path: '/api/coverage/reconcile', valid: { from: '2026-02-27', to: '2026-03-01' }, headers: admin },
  { path: '/login', valid: { token: 'wrong' }, headers: async () => ({}) },
];

const oddPost = fc.oneof(...targets.map((target) => anyOddBody(target.valid).map((body) => ({ ...target, body }))));

it('any body gets an answer that docs/openapi.yaml describes, never 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(oddPost, async ({ path, headers, body }) => {
      const request = { port: served.port, method: 'POST', path, headers: await headers(body), body };
      expect(await sendRaw(request)).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
  expect(served.lines.filter((line) => line.includes('request failed'))).toEqual([]);
});

it('any address gets an answer that docs/openapi.yaml describes, never 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(anyOddAddress, async ({ method, path }) => {
      const request = { port: served.port, method, path, headers: await admin(), body: null };
      expect(await sendRaw(request)).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
  expect(served.lines.filter((line) => line.includes('request failed'))).toEqual([]);
});
