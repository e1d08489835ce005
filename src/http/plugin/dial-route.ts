import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Agent } from '../../domain/call.ts';
import { toE164 } from '../../domain/phone-number.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { aircallProblem } from './aircall-problem.ts';
import { limitRequests } from './limit-requests.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { readBody } from './read-body.ts';

/** Without a line the number is filled into the agent's phone; with one the call starts at once. */
const Dial = z.object({ to: z.string().max(60), lineId: z.int().positive().nullable() });

/** Nobody calls more often; and Aircall's limit is the company's. */
const dialsPerMinute = 10;

/** `POST /api/plugin/dials`: has the teammate's agent call a number. Never asked twice: it could ring twice. */
export function dialRoute(
  { aircall, log }: PluginDeps,
  agentOf: (response: Response) => Promise<Agent>,
  texts: PluginApiTexts,
): Router {
  const router = Router();
  const route = router.route('/dials');
  route.post(limitRequests(dialsPerMinute, texts.tooManyDials), async (request, response) => {
    const { to, lineId } = readBody(Dial, request.body, texts);
    const e164 = toE164(to, null);
    if (e164 === null) throw new HttpProblem({ status: 422, detail: texts.unreadableNumber, field: 'to' });
    const agent = await agentOf(response);
    const outcome = await place(agent.id, e164, lineId).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'dial');
    });
    log.info({ agentId: agent.id, lineId, outcome }, 'the plugin has asked Aircall for a call');
    if (outcome === 'unavailable') throw new HttpProblem({ status: 409, detail: await reasonOf(agent.id) });
    response.status(202).json({ started: lineId !== null });
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;

  async function place(agentId: number, to: string, lineId: number | null) {
    return lineId === null ? await aircall.dial(agentId, to) : await aircall.startCall(agentId, { lineId, to });
  }

  /** Aircall's refusal does not say why; its availability mostly does. */
  async function reasonOf(agentId: number): Promise<string> {
    const availability = await aircall.readAvailability(agentId).catch(() => 'other');
    const { unavailable } = texts;
    return Object.hasOwn(unavailable, availability)
      ? unavailable[availability as keyof typeof unavailable]
      : unavailable.other;
  }
}
