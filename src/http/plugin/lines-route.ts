import { type Response, Router } from 'express';
import type { Agent } from '../../domain/call.ts';
import { settingsFor } from '../../domain/line-routing.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { aircallProblem } from './aircall-problem.ts';
import type { PluginDeps } from './plugin-deps.ts';

/** `GET /api/plugin/lines`: the lines that the teammate's agent may call from, the one last called from first. */
export function linesRoute(
  { aircall, ledger, preferences }: PluginDeps,
  agentOf: (response: Response) => Promise<Agent>,
  texts: PluginApiTexts,
): Router {
  const router = Router();
  const route = router.route('/lines');
  route.get(async (_request, response) => {
    const agent = await agentOf(response);
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
    response.json({ agent: agent.name ?? agent.email, lines: shown });
  });
  route.all(answerMethodNotAllowed('GET, HEAD'));
  return router;

  async function lastLineOf(agentId: number): Promise<number | null> {
    const asked = ledger?.list({ agentIds: [agentId], directions: ['outbound'] }, { limit: 1 }) ?? null;
    // The order is a convenience: nobody waits with a call for the database.
    const newest = await asked?.catch(() => null);
    return newest?.calls[0]?.line.id ?? null;
  }
}
