import { Router } from 'express';
import { z } from 'zod';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { readBody } from './read-body.ts';
import { readSession } from './require-teammate.ts';
import { type Sessions, sessionSeconds } from './sessions.ts';

const Binding = z.object({
  teammate: z.object({
    id: z.string().min(1).max(200),
    email: z
      .string()
      .max(320)
      .transform((email) => email.trim().toLowerCase()),
  }),
});

/**
 * `POST /api/plugin/session`: ties the page's session to the teammate whom Front's context names, or renews it.
 *
 * What it is worth: Front's context comes from the browser, so a teammate with the plugin open could name a colleague.
 * That is why a session is tied to one teammate for as long as it lives, and can do no more than look at the calls of
 * numbers that are named to it, and have that teammate's agent be offered a number, or a call started, on the agent's
 * own phone. Nobody gets there without Front's secret.
 */
export function sessionRoute(sessions: Sessions, texts: PluginApiTexts): Router {
  const router = Router();
  const route = router.route('/session');
  route.post(async (request, response) => {
    const { teammate: bound, openedAtSeconds } = await readSession(request, sessions, texts);
    const { teammate } = readBody(Binding, request.body, texts);
    const isSame = bound === null || (bound.id === teammate.id && bound.email === teammate.email);
    if (!isSame) throw new HttpProblem({ status: 403, detail: texts.otherTeammate });
    const session = await sessions.sign({ teammate, openedAtSeconds });
    response.json({ session, renewAfterSeconds: Math.floor(sessionSeconds / 2) });
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;
}
