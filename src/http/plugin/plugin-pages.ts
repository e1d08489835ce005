import express, { type RequestHandler, Router } from 'express';
import { createFindAgent } from '../../adapters/aircall/agents.ts';
import { textsIn } from '../../texts/texts.ts';
import { answerNotFound } from '../middleware/problem.ts';
import { audioRoute } from './audio-route.ts';
import { callRoute } from './call-route.ts';
import { dialRoute } from './dial-route.ts';
import { createFindCallerAgent } from './find-caller-agent.ts';
import { historyRoute } from './history-route.ts';
import { limitRequests } from './limit-requests.ts';
import { linesRoute } from './lines-route.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { pluginPage } from './plugin-page.ts';
import { requireTeammate } from './require-teammate.ts';
import { sessionRoute } from './session-route.ts';
import { createSessions } from './sessions.ts';

const largestBody = '16kb';
/** Of all that the page asks for; opening a call costs one request of Aircall's limit, which the company shares. */
const requestsPerMinute = 120;

/**
 * The plugin in Front's sidebar: `GET /plugin` and `/api/plugin/*`. The page bears a session in its memory and sends it
 * as a header, for cookies of a framed page are a third party's and get lost.
 */
export function pluginPages(deps: PluginDeps): Router {
  const texts = textsIn(deps.preferences.language).pluginApi;
  const sessions = createSessions(deps.secret);
  const agentOf = createFindCallerAgent(createFindAgent(deps.aircall, deps.preferences.agents), texts);
  const api = Router();
  api.use(keepNothing, express.json({ limit: largestBody }), sessionRoute(sessions, texts));
  api.use(audioRoute(deps, sessions, texts));
  api.use(requireTeammate(sessions, texts), limitRequests(requestsPerMinute, texts.tooManyRequests));
  api.use(historyRoute(deps, texts), callRoute(deps, sessions, texts));
  api.use(linesRoute(deps, agentOf, texts), dialRoute(deps, agentOf, texts));
  // Not on to the administrator's interface, which would take the session for a wrong guess of its token.
  api.use(answerNotFound);
  const router = Router();
  router.use(pluginPage(deps, sessions));
  router.use('/api/plugin', api);
  return router;
}

const keepNothing: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};
