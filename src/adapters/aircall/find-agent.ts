import type { Agent } from '../../domain/call.ts';
import { keepList } from '../http/keep-list.ts';
import type { AgentCalls } from './agent-calls.ts';
import { listAll } from './list-all.ts';

/** Whoever was just added to Aircall, or had the e-mail mended there, need not wait long. */
const missRefreshMs = 60_000;

/**
 * Finds the agent that a teammate is: the reverse of how calls are attributed.
 * @param agents the configured map: Aircall e-mail to Front e-mail, both in lower case
 * @returns a look-up by the teammate's e-mail, case ignored; null when nobody at Aircall is that teammate. An agent whom
 * the map gives to somebody else is not found by the e-mail they share with this teammate.
 */
export function createFindAgent(
  aircall: Pick<AgentCalls, 'listAgents'>,
  agents: Record<string, string>,
): (teammateEmail: string) => Promise<Agent | null> {
  const readPage = async (page: number) => {
    const { agents: items, nextPage } = await aircall.listAgents(page);
    return { items, nextPage };
  };
  const find = keepList<Agent>(() => listAll(readPage), missRefreshMs);
  return async (teammateEmail) => {
    const wanted = teammateEmail.trim().toLowerCase();
    return await find(({ email }) => {
      const own = email?.toLowerCase() ?? '';
      return own !== '' && (Object.hasOwn(agents, own) ? agents[own] : own) === wanted;
    });
  };
}
