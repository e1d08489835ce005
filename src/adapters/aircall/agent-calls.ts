import { z } from 'zod';
import type { Agent, Line } from '../../domain/call.ts';
import { VendorRefused } from '../http/vendor-faults.ts';
import { AircallNumber } from './call-data.ts';
import { Id, Text } from './fields.ts';
import { readShape } from './read-shape.ts';
import type { AircallRequest, RequestAircall } from './request-aircall.ts';
import { toLine } from './to-call.ts';

/** Whether the agent's phone took the request; `unavailable`: the agent is offline, on a call, or does not want any. */
export type DialOutcome = 'accepted' | 'unavailable';

/** What agents are and do. Each function is one request; all throw what `createRequestAircall` says. */
export interface AgentCalls {
  /** @returns a page (50) of the company's agents */
  listAgents(page: number): Promise<{ agents: Agent[]; nextPage: number | null }>;
  /** @returns a page (50) of the lines that the agent may call from; null when Aircall has no such agent (404) */
  listAgentLines(agentId: number, page: number): Promise<{ lines: Line[]; nextPage: number | null } | null>;
  /** @returns available, offline, do_not_disturb, in_call or after_call_work; whatever else Aircall may say */
  readAvailability(agentId: number): Promise<string>;
  /** Fills the number into the agent's phone: the agent chooses the line there and calls. @param to E.164 */
  dial(agentId: number, to: string): Promise<DialOutcome>;
  /** Starts the call at once. @param call `to` is E.164; the agent must be assigned to the line */
  startCall(agentId: number, call: { lineId: number; to: string }): Promise<DialOutcome>;
}

const Meta = z.object({ next_page_link: z.string().nullish() }).nullish();
const ManyUsers = z.object({ users: z.array(z.object({ id: Id, name: Text, email: Text })), meta: Meta });
const ManyNumbers = z.object({ numbers: z.array(z.unknown()), meta: Meta });
const Availability = z.object({ availability: z.string() });

export function createAgentCalls(ask: RequestAircall): AgentCalls {
  return {
    listAgents(page) {
      // Version 1 of the list ended in September 2026 (Aircall's reference on users).
      const request = { operation: 'list-users', path: '/v2/users', query: pageOf(page) };
      return ask(request, (body) => {
        const { users, meta } = readShape(ManyUsers, body);
        return { agents: users, nextPage: meta?.next_page_link ? page + 1 : null };
      });
    },
    async listAgentLines(agentId, page) {
      const request = { operation: 'list-user-numbers', path: `/v2/users/${agentId}/numbers`, query: pageOf(page) };
      const asked = ask(request, (body) => {
        const { numbers, meta } = readShape(ManyNumbers, body);
        const lines = numbers.map((number, index) => toLine(readShape(AircallNumber, number, `numbers.${index}`)));
        return { lines, nextPage: meta?.next_page_link ? page + 1 : null };
      });
      return await asked.catch((error: unknown) => onStatus(error, 404, null));
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

function pageOf(page: number): Record<string, string> {
  return { page: String(page), per_page: '50' };
}

function onStatus<Result>(error: unknown, status: number, result: Result): Result {
  if (error instanceof VendorRefused && error.status === status) return result;
  throw error;
}
