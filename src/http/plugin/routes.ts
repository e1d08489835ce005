import express, { type RequestHandler, Router } from 'express';
import { createFindAgent } from '../../adapters/aircall/agents.ts';
import { textsIn } from '../../texts/texts.ts';
import { answerNotFound } from '../problem.ts';
import { audioRoute } from './audio.ts';
import { callRoute, historyRoute } from './calls.ts';
import type { PluginDeps } from './deps.ts';
import { createCurrentAgent, dialRoute, linesRoute } from './dialing.ts';
import { pluginPage } from './page.ts';
import { createSessions, limitRequests, requireTeammate, sessionRoute } from './session.ts';

const maxBody = '16kb';
/** All requests of a page; opening a call costs one request to Aircall, whose limit the whole company shares. */
const requestsPerMinute = 120;

/**
 * The plugin in Front's sidebar: `GET /plugin` and `/api/plugin/*`. The page keeps its session in memory and sends it as a
 * header: cookies of a framed page are third-party cookies, which browsers drop.
 */
export function pluginRoutes(deps: PluginDeps): Router {
  const texts = textsIn(deps.preferences.language).pluginApi;
  const sessions = createSessions(deps.secret);
  const currentAgent = createCurrentAgent(createFindAgent(deps.aircall, deps.preferences.agents), texts);
  const api = Router();
  api.use(noStore, express.json({ limit: maxBody }), sessionRoute(sessions, texts));
  api.use(audioRoute(deps, sessions, texts));
  api.use(requireTeammate(sessions, texts), limitRequests(requestsPerMinute, texts.tooManyRequests));
  api.use(historyRoute(deps, texts), callRoute(deps, sessions, texts));
  api.use(linesRoute(deps, currentAgent, texts), dialRoute(deps, currentAgent, texts));
  // Stop here: the admin API would count the session as a wrong token.
  api.use(answerNotFound);
  const router = Router();
  router.use(pluginPage(deps, sessions));
  router.use('/api/plugin', api);
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};
