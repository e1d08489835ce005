import { z } from 'zod';
import type { Call, Line } from '../../domain/call.ts';
import { VendorRefused } from '../http/vendor-faults.ts';
import { type AgentCalls, createAgentCalls } from './agent-calls.ts';
import { AircallNumber, CallData } from './call-data.ts';
import { type Media, readMedia } from './media.ts';
import { PayloadInvalid } from './payload-invalid.ts';
import { readShape } from './read-shape.ts';
import { type AircallAccess, createRequestAircall } from './request-aircall.ts';
import { toCall, toLine } from './to-call.ts';
import { createWebhookCalls, type WebhookCalls } from './webhook-calls.ts';

export interface CallPage {
  calls: Call[];
  /** Of calls that are not as documented: the field and what is wrong with it. One of them keeps nobody from the rest. */
  unreadable: string[];
  /** null on the last page. */
  nextPage: number | null;
  /** Aircall's own count; it lists no more than 10,000, and says nothing of the rest. */
  total: number | null;
}

/** Aircall's REST API, as far as it is used. Each function is one request; all throw what `createRequestAircall` says. */
export interface AircallClient extends WebhookCalls, AgentCalls {
  /** @returns the call as Aircall knows it now, with fresh media addresses; null when it has no such call (404) */
  getCall(id: number): Promise<{ call: Call; media: Media } | null>;
  /** @returns a page (50) of the calls created in the time, oldest first; Aircall's lists go six months back. */
  listCalls(query: { fromSeconds: number; toSeconds: number; page: number }): Promise<CallPage>;
  /** @returns a page (50) of the company's lines */
  listLines(page: number): Promise<{ lines: Line[]; nextPage: number | null }>;
  /** Returns when the address, the id and the token are right. */
  ping(): Promise<void>;
}

const OneCall = z.object({ call: z.unknown() });
const ManyCalls = z.object({
  calls: z.array(z.unknown()),
  meta: z.object({ total: z.int().nullish(), next_page_link: z.string().nullish() }).nullish(),
});
const ManyNumbers = z.object({
  numbers: z.array(z.unknown()),
  meta: z.object({ next_page_link: z.string().nullish() }).nullish(),
});
const Pong = z.object({ ping: z.literal('pong') });

/** Without `fetch_contact` Aircall's REST answers have no contact. */
const withContact = { fetch_contact: 'true' };

export function createAircallClient(access: AircallAccess): AircallClient {
  const ask = createRequestAircall(access);
  return {
    ...createWebhookCalls(ask),
    ...createAgentCalls(ask),
    async getCall(id) {
      const request = { operation: 'get-call', path: `/v1/calls/${id}`, query: withContact };
      try {
        return await ask(request, (body) => {
          const data = readShape(OneCall, body).call;
          const { recordingUrl, voicemailUrl, assetUrl } = readMedia(readShape(CallData, data, 'call'));
          return { call: toCall(data, 'call'), media: { recordingUrl, voicemailUrl, assetUrl } };
        });
      } catch (error) {
        if (error instanceof VendorRefused && error.status === 404) return null;
        throw error;
      }
    },
    listCalls({ fromSeconds, toSeconds, page }) {
      const range = { from: String(fromSeconds), to: String(toSeconds), order: 'asc' };
      const query = { ...range, page: String(page), per_page: '50', ...withContact };
      return ask({ operation: 'list-calls', path: '/v1/calls', query }, (body) => {
        const { calls, meta } = readShape(ManyCalls, body);
        return {
          ...readCalls(calls),
          nextPage: meta?.next_page_link ? page + 1 : null,
          total: meta?.total ?? null,
        };
      });
    },
    listLines(page) {
      const query = { page: String(page), per_page: '50' };
      return ask({ operation: 'list-numbers', path: '/v1/numbers', query }, (body) => {
        const { numbers, meta } = readShape(ManyNumbers, body);
        const lines = numbers.map((number, index) => toLine(readShape(AircallNumber, number, `numbers.${index}`)));
        return { lines, nextPage: meta?.next_page_link ? page + 1 : null };
      });
    },
    async ping() {
      await ask({ operation: 'ping', path: '/v1/ping' }, (body) => readShape(Pong, body));
    },
  };
}

function readCalls(bodies: unknown[]): Pick<CallPage, 'calls' | 'unreadable'> {
  const calls: Call[] = [];
  const unreadable: string[] = [];
  for (const [index, body] of bodies.entries()) {
    try {
      calls.push(toCall(body, `calls.${index}`));
    } catch (error) {
      if (!(error instanceof PayloadInvalid)) throw error;
      unreadable.push(error.message);
    }
  }
  return { calls, unreadable };
}
