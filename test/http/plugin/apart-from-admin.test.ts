import { expect, it, onTestFinished } from 'vitest';
import { listenHttp } from '../../../src/http/listen.ts';
import { createSessions } from '../../../src/http/plugin/session.ts';
import { watchAnswers } from '../../openapi/watch-answers.ts';
import { switches, wholeApp } from '../../openapi/whole-app.ts';

const asked = [
  ['GET', '/api/plugin/nothing', 404],
  ['GET', '/api/plugin/dials', 405],
  ['PUT', '/api/plugin/session', 405],
  ['DELETE', '/api/plugin/calls/1/recording', 405],
] as const;

it('the plugin refuses its unknown routes itself, without counting them as wrong admin tokens', async () => {
  const watch = watchAnswers(wholeApp());
  const listener = await listenHttp(watch.app, 0, '127.0.0.1');
  onTestFinished(async () => {
    await listener.close();
    watch.assertKept();
  });
  const session = {
    teammate: { id: 'tea_1', email: 'anna@example.com' },
    openedAtSeconds: Math.floor(Date.now() / 1000),
  };
  const token = await createSessions(switches.FRONT_PLUGIN_SECRET).sign(session);
  const ask = async (method: string, path: string, bearer: string): Promise<number> => {
    const headers = { authorization: `Bearer ${bearer}` };
    const response = await fetch(`http://127.0.0.1:${listener.port}${path}`, { method, headers });
    await response.text();
    return response.status;
  };
  for (let round = 0; round < 15; round += 1) {
    for (const [method, path, status] of asked)
      expect([method, path, await ask(method, path, token)]).toEqual([method, path, status]);
  }
  expect(await ask('GET', '/api/me', switches.CALLTHREAD_ADMIN_TOKEN)).toBe(200);
});
