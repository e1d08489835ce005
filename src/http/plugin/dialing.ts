import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Agent } from '../../domain/call.ts';
import { toE164 } from '../../domain/phone-number.ts';
import { settingsFor } from '../../domain/settings.ts';
import type { Texts } from '../../texts/text-types.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import type { LinesAnswer } from './answers.ts';
import type { PluginDeps } from './deps.ts';
import { aircallProblem, readBody } from './problems.ts';
import { limitRequests, teammateOf } from './session.ts';

/** Without a line, the number is filled into the agent's phone; with one, the call starts at once. */
const Dial = z.object({ to: z.string().max(60), lineId: z.int().positive().nullable() });

/** More than anyone needs; Aircall's limit is shared by the company. */
const dialsPerMinute = 10;

/** `POST /api/plugin/dials`: has the teammate's agent call a number. Never retried: the phone could ring twice. */
export function dialRoute(
  { aircall, log }: PluginDeps,
  currentAgent: (response: Response) => Promise<Agent>,
  texts: Texts['pluginApi'],
): Router {
  const router = Router();
  const route = router.route('/dials');
  route.post(limitRequests(dialsPerMinute, texts.tooManyDials), async (request, response) => {
    const { to, lineId } = readBody(Dial, request.body, texts);
    const e164 = toE164(to, null);
    if (e164 === null) throw new HttpProblem({ status: 422, detail: texts.unreadableNumber, field: 'to' });
    const agent = await currentAgent(response);
    const outcome = await place(agent.id, e164, lineId).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'dial');
    });
    log.info({ agentId: agent.id, lineId, outcome }, 'the plugin asked Aircall to start a call');
    if (outcome === 'unavailable') throw new HttpProblem({ status: 409, detail: await reasonOf(agent.id) });
    response.status(202).json({ started: lineId !== null });
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;

  async function place(agentId: number, to: string, lineId: number | null) {
    return lineId === null ? await aircall.dial(agentId, to) : await aircall.startCall(agentId, { lineId, to });
  }

  /** Aircall's refusal gives no reason; the agent's availability usually does. */
  async function reasonOf(agentId: number): Promise<string> {
    const availability = await aircall.readAvailability(agentId).catch(() => 'other');
    const { unavailable } = texts;
    return Object.hasOwn(unavailable, availability)
      ? unavailable[availability as keyof typeof unavailable]
      : unavailable.other;
  }
}

/** `GET /api/plugin/lines`: the lines the teammate's agent may call from, the last used one first. */
export function linesRoute(
  { aircall, ledger, preferences }: PluginDeps,
  currentAgent: (response: Response) => Promise<Agent>,
  texts: Texts['pluginApi'],
): Router {
  const router = Router();
  const route = router.route('/lines');
  route.get(async (_request, response) => {
    const agent = await currentAgent(response);
    const lines = await aircall.listAgentLines(agent.id).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'look');
    });
    if (lines === null || lines.length === 0) throw new HttpProblem({ status: 409, detail: texts.noLine });
    const last = await lastLineOf(agent.id);
    const sorted = lines.toSorted((a, b) => Number(b.id === last) - Number(a.id === last));
    const shown = sorted.map((line) => ({
      id: line.id,
      name: settingsFor(preferences, line).lineName,
      number: line.e164,
    }));
    response.json({ agent: agent.name ?? agent.email, lines: shown } satisfies LinesAnswer);
  });
  route.all(answerMethodNotAllowed('GET, HEAD'));
  return router;

  async function lastLineOf(agentId: number): Promise<number | null> {
    const asked = ledger?.list({ agentIds: [agentId], directions: ['outbound'] }, { limit: 1 }) ?? null;
    // The order is a convenience: it never delays a call.
    const newest = await asked?.catch(() => null);
    return newest?.calls[0]?.line.id ?? null;
  }
}

/**
 * @param findAgent by the teammate's e-mail
 * @returns a function that returns the agent of a request's teammate, or throws HttpProblem if there is none
 */
export function createCurrentAgent(
  findAgent: (email: string) => Promise<Agent | null>,
  texts: Texts['pluginApi'],
): (response: Response) => Promise<Agent> {
  return async (response) => {
    const agent = await findAgent(teammateOf(response).email).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'look');
    });
    if (agent === null) throw new HttpProblem({ status: 409, detail: texts.noAgent });
    return agent;
  };
}
