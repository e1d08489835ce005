import express, { type RequestHandler, Router } from 'express';
import { createFindAgent } from '../../adapters/aircall/agents.ts';
import { textsIn } from '../../texts/texts.ts';
import { answerNotFound } from '../problem.ts';
import { audioRoute } from './audio.ts';
import { callRoute, historyRoute } from './calls.ts';
import type { PluginDeps } from './deps.ts';
import { createFindCallerAgent, dialRoute, linesRoute } from './dialing.ts';
import { pluginPage } from './page.ts';
import { createSessions, limitRequests, requireTeammate, sessionRoute } from './session.ts';

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
