import { z } from 'zod';
import type { Agent, Line } from '../../domain/call.ts';
import { cachedList } from '../http/cached-list.ts';
import { HttpError } from '../http/errors.ts';
import { type AircallRequest, listAll, type RequestAircall } from './request.ts';
import { Id, readShape, Text } from './schema.ts';
import { readLines } from './to-call.ts';

/** Whether the agent's phone took the request; `unavailable`: the agent is offline, on a call, or does not want any. */
type DialOutcome = 'accepted' | 'unavailable';

/** Agents and what they do. All functions throw what `createRequestAircall` says. */
interface AgentsApi {
  /** @returns the company's agents */
  listAgents(): Promise<Agent[]>;
  /** @returns the lines that the agent may call from; null when Aircall has no such agent (404) */
  listAgentLines(agentId: number): Promise<Line[] | null>;
  /** @returns available, offline, do_not_disturb, in_call or after_call_work; whatever else Aircall may say */
  readAvailability(agentId: number): Promise<string>;
  /** Fills the number into the agent's phone: the agent chooses the line there and calls. @param to E.164 */
  dial(agentId: number, to: string): Promise<DialOutcome>;
  /** Starts the call at once. @param call `to` is E.164; the agent must be assigned to the line */
  startCall(agentId: number, call: { lineId: number; to: string }): Promise<DialOutcome>;
}

const Users = z.object({ users: z.array(z.object({ id: Id, name: Text, email: Text })) });
const Availability = z.object({ availability: z.string() });

export function createAgents(ask: RequestAircall): AgentsApi {
  return {
    listAgents() {
      // Version 1 of the list ended in September 2026 (Aircall's reference on users).
      const request = { operation: 'list-users', path: '/v2/users' };
      return listAll(ask, request, (body) => readShape(Users, body).users);
    },
    async listAgentLines(agentId) {
      const request = { operation: 'list-user-numbers', path: `/v2/users/${agentId}/numbers` };
      return await listAll(ask, request, readLines).catch((error: unknown) => onStatus(error, 404, null));
    },
    readAvailability(agentId) {
      const request = { operation: 'get-user-availability', path: `/v1/users/${agentId}/availability` };
      return ask(request, (body) => readShape(Availability, body).availability);
    },
    dial(agentId, to) {
      return place({ operation: 'dial', method: 'POST', path: `/v1/users/${agentId}/dial`, json: { to } });
    },
    startCall(agentId, { lineId, to }) {
      const json = { number_id: lineId, to };
      return place({ operation: 'start-call', method: 'POST', path: `/v1/users/${agentId}/calls`, json });
    },
  };

  /** Aircall's guide to click-to-dial: 405 is its answer while the agent is not available. */
  async function place(request: AircallRequest): Promise<DialOutcome> {
    const asked = ask(request, (): DialOutcome => 'accepted');
    return await asked.catch((error: unknown) => onStatus<DialOutcome>(error, 405, 'unavailable'));
  }
}

function onStatus<Result>(error: unknown, status: number, result: Result): Result {
  if (error instanceof HttpError && error.status === status) return result;
  throw error;
}

/** An agent who was just added to Aircall, or whose e-mail was corrected there, is found this soon. */
const missRefreshMs = 60_000;

/**
 * Finds the agent that a teammate is: the reverse of how calls are attributed.
 * @param agents the configured map: Aircall e-mail to Front e-mail, both in lower case
 * @returns a look-up by the teammate's e-mail, case ignored; null when no agent is that teammate. An agent whom the map
 * assigns to another teammate is not found by an e-mail that both share.
 */
export function createFindAgent(
  aircall: Pick<AgentsApi, 'listAgents'>,
  agents: Record<string, string>,
): (teammateEmail: string) => Promise<Agent | null> {
  const find = cachedList<Agent>(() => aircall.listAgents(), missRefreshMs);
  return async (teammateEmail) => {
    const wanted = teammateEmail.trim().toLowerCase();
    return await find(({ email }) => {
      const own = email?.toLowerCase() ?? '';
      return own !== '' && (Object.hasOwn(agents, own) ? agents[own] : own) === wanted;
    });
  };
}
